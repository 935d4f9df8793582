import type { Action } from '@/lib/result'
import type { Contact, EmailKind } from '@/lib/schemas/contact'
import { RemoveQuestion } from '../form/remove'
import { AppLink } from '../layout/app-link'
import { PageTitle } from '../layout/page-title'
import { buttonClass } from '../ui/button'
import { useRemoveWords } from './remove-words'

type RemovePageProps = {
  contact: Contact
  soleFor: readonly EmailKind[]
  action: Action
  intent: string
  brandName: string
}

/** The question on a page of its own, for whoever has no dialog. */
export function RemovePage({ contact, soleFor, action, intent, brandName }: RemovePageProps) {
  const words = useRemoveWords(contact, soleFor)
  return (
    <div className="max-w-[40rem]">
      <PageTitle>{`${words.title} – ${brandName}`}</PageTitle>
      <h1 className="mb-4 text-h1 wrap-anywhere sm:text-h1-wide">{words.title}</h1>
      <RemoveQuestion
        {...{
          id: contact.id,
          fields: { contact: String(contact.id) },
          action,
          intent,
          words,
        }}
        keep={
          <AppLink href="/contacts" className={buttonClass('outlined')}>
            {words.keep}
          </AppLink>
        }
      />
    </div>
  )
}
