import type { Action } from '@/lib/result'
import { useTranslations } from 'next-intl'
import { RemoveQuestion } from '../form/remove'
import { AppLink } from '../layout/app-link'
import { PageTitle } from '../layout/page-title'
import { Banner } from '../ui/banner'
import { buttonClass } from '../ui/button'
import type { KnownPerson } from './person-page'
import { useRemoveWords } from './remove-words'

type RemovePersonProps = { known: KnownPerson; action: Action; intent: string; brandName: string }

/** The question on a page of its own, for whoever has no dialog. */
export function RemovePersonPage({ known: { id, person, kind, fixed }, action, intent, brandName }: RemovePersonProps) {
  const e = useTranslations('errors')
  const words = useRemoveWords(person.name || person.email, kind)
  const keep = (
    <AppLink href="/people" className={buttonClass('outlined')}>
      {words.keep}
    </AppLink>
  )
  return (
    <div className="max-w-[40rem]">
      <PageTitle>{`${words.title} – ${brandName}`}</PageTitle>
      <h1 className="mb-4 text-h1 wrap-anywhere sm:text-h1-wide">{words.title}</h1>
      {fixed ? (
        <Banner tone="info" title={e(fixed === 'owner' ? 'owner_protected' : 'not_yourself')} />
      ) : (
        <RemoveQuestion {...{ id, action, intent, words, keep }} fields={{ person: String(id) }} />
      )}
    </div>
  )
}
