import { getTranslations } from 'next-intl/server'
import { ContactList } from '@/components/contacts/contact-list'
import { Done } from '@/components/form/done'
import { PageTitle } from '@/components/layout/page-title'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { brand } from '@/server/brand'
import { newIntent, read } from '@/server/page'
import { listContacts } from '@/server/use-cases/contacts'
import { removeContact } from './actions'

const SAVED = ['added', 'changed', 'removed'] as const

export default async function ContactsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [t, params] = await Promise.all([getTranslations('contacts'), searchParams])
  const saved = SAVED.find((what) => what === params['saved'])
  return read('contacts', listContacts, (page) => (
    <>
      <PageTitle>{`${t('title')} – ${brand().name}`}</PageTitle>
      {saved && <Done title={t(`saved.${saved}`)} />}
      <ContactList page={page} removeContact={removeContact} makeIntent={newIntent} />
    </>
  ))
}
