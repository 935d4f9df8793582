import { UserPlus } from '../ui/icons'
import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import type { Contact, EmailKind } from '@/lib/schemas/contact'
import { AppLink } from '../layout/app-link'
import { Banner } from '../ui/banner'
import { buttonClass } from '../ui/button'
import { ContactTable } from './contact-table'

export type ContactRow = { readonly contact: Contact; readonly locked: boolean; readonly soleFor: readonly EmailKind[] }

export type ContactListPage = {
  readonly rows: readonly ContactRow[]
  readonly holder: { readonly name: string; readonly emails: readonly EmailKind[] | null }
  readonly unheard: readonly NeededKind[]
}

/** Mail that must reach somebody. */
export type NeededKind = 'invoice' | 'domain'

type ContactListProps = { page: ContactListPage; removeContact: Action; makeIntent: () => string }

export function ContactList({ page, removeContact, makeIntent }: ContactListProps) {
  const t = useTranslations('contacts')
  const signIn = page.rows.some(({ contact }) => contact.signsIn)
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h1 className="text-h1 sm:text-h1-wide">{t('title')}</h1>
        <AppLink href="/contacts/new" className={buttonClass('filled')}>
          <UserPlus aria-hidden className="size-5" strokeWidth={1.75} />
          {t('add')}
        </AppLink>
      </div>
      <p className="mb-6 text-muted">{t(signIn ? 'introSignsIn' : 'intro')}</p>
      {page.unheard.map((kind) => (
        <div key={kind} className="mb-4">
          <Banner tone="warn" title={t(`unheard.${kind}`)}>
            <p>{t('unheardNext')}</p>
          </Banner>
        </div>
      ))}
      <ContactTable page={page} removeContact={removeContact} makeIntent={makeIntent} />
      {page.rows.length === 0 && <p className="mt-4 text-muted">{t('empty')}</p>}
    </>
  )
}
