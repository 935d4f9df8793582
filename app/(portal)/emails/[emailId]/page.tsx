import { getTranslations } from 'next-intl/server'
import { EmailReader } from '@/components/emails/email-reader'
import { PageTitle } from '@/components/layout/page-title'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { brand } from '@/server/brand'
import { idParam, read } from '@/server/page'
import { getEmail } from '@/server/use-cases/emails'

type EmailPageProps = { params: Promise<{ emailId: string }>; searchParams: Promise<SearchParams> }

export default async function EmailPage({ params, searchParams }: EmailPageProps) {
  const [t, { emailId }, query] = await Promise.all([getTranslations('emails'), params, searchParams])
  return read(
    'emails',
    async (viewer) => getEmail(viewer, idParam(emailId)),
    (view) => (
      <>
        <PageTitle>{`${t('heading', { subject: view.email.subject || t('noSubject') })} – ${brand().name}`}</PageTitle>
        <EmailReader view={view} images={query['images'] === '1'} />
      </>
    ),
  )
}
