import type { Action } from '@/lib/result'
import type { StoredMethod } from '@/lib/schemas/money'
import { RemoveQuestion } from '../form/remove'
import { AppLink } from '../layout/app-link'
import { PageTitle } from '../layout/page-title'
import { buttonClass } from '../ui/button'
import { useRemoveWords } from './method-words'

type RemoveMethodProps = { method: StoredMethod; action: Action; intent: string; brandName: string }

/** The question on a page of its own, for whoever has no dialog. */
export function RemoveMethodPage({ method, action, intent, brandName }: RemoveMethodProps) {
  const words = useRemoveWords(method)
  return (
    <div className="max-w-[40rem]">
      <PageTitle>{`${words.title} – ${brandName}`}</PageTitle>
      <h1 className="mb-4 text-h1 wrap-anywhere sm:text-h1-wide">{words.title}</h1>
      <RemoveQuestion
        {...{ id: method.id, action, intent, words }}
        fields={{ method: String(method.id) }}
        keep={
          <AppLink href="/payment-methods" className={buttonClass('outlined')}>
            {words.keep}
          </AppLink>
        }
      />
    </div>
  )
}
