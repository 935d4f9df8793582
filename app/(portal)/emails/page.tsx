import { getTranslations } from 'next-intl/server'
import { EmailList } from '@/components/emails/email-list'
import { PageTitle } from '@/components/layout/page-title'
import { parseEmailQuery } from '@/lib/schemas/email-query'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { brand } from '@/server/brand'
import { read } from '@/server/page'
import { listEmails } from '@/server/use-cases/emails'

export default async function EmailsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [t, params] = await Promise.all([getTranslations('emails'), searchParams])
  const query = parseEmailQuery(params)
  return read(
    'emails',
    (viewer) => listEmails(viewer, query),
    (page) => (
      <>
        <PageTitle>{`${t('title')} – ${brand().name}`}</PageTitle>
        <EmailList page={page} query={query} />
      </>
    ),
  )
}
