import { CircleAlert } from '../ui/icons'
import { useTranslations } from 'next-intl'
import type { EmailPage, EmailSummary } from '@/lib/schemas/email'
import type { EmailQuery } from '@/lib/schemas/email-query'
import { emailQueryString } from '@/lib/schemas/email-query'
import { AppLink } from '../layout/app-link'
import { EmptyList } from '../layout/empty-list'
import { ListFooter } from '../layout/list-footer'
import { SearchForm } from '../layout/search-form'
import { Head, ListTable } from '../ui/list-table'
import { PlainDate } from '../ui/plain-date'
import { Data } from '../ui/text'

type EmailListProps = { page: EmailPage; query: EmailQuery }

export function EmailList({ page, query }: EmailListProps) {
  const t = useTranslations('emails')
  return (
    <>
      <h1 className="mb-2 text-h1 sm:text-h1-wide">{t('title')}</h1>
      <p className="mb-6 text-muted">{t('intro')}</p>
      <Search query={query} />
      {page.emails.length === 0 ? <NoEmails query={query} /> : <Rows page={page} query={query} />}
    </>
  )
}

function Search({ query }: { query: EmailQuery }) {
  const t = useTranslations('emails')
  const words = { search: t('search'), apply: t('apply'), clear: t('clear') }
  return <SearchForm action="/emails" q={query.q} words={words} clear="/emails" />
}

function Rows({ page, query }: EmailListProps) {
  const t = useTranslations('emails')
  return (
    <>
      <ListTable
        caption={t('caption')}
        head={[t('date'), t('subject'), t('to')].map((label) => (
          <Head key={label}>{label}</Head>
        ))}
      >
        <tbody role="rowgroup">
          {page.emails.map((email) => (
            <EmailRow key={email.id} email={email} />
          ))}
        </tbody>
      </ListTable>
      <ListFooter page={page} hrefOf={(number) => `/emails${emailQueryString({ ...query, page: number })}`} />
    </>
  )
}

function EmailRow({ email }: { email: EmailSummary }) {
  const t = useTranslations('emails')
  return (
    <tr role="row">
      <td role="cell" className="max-sm:order-2 max-sm:text-meta max-sm:text-muted">
        {email.sentAt ? <PlainDate date={email.sentAt.slice(0, 10)} /> : t('unknownDate')}
      </td>
      <th role="rowheader" scope="row" className="font-semibold max-sm:order-1 max-sm:col-span-2">
        <AppLink href={`/emails/${email.id}`} className="inline-flex min-h-6 items-center wrap-anywhere">
          {email.subject ? <Data>{email.subject}</Data> : t('noSubject')}
        </AppLink>
        {email.failed && (
          <span className="mt-1 flex items-center gap-1.5 text-meta font-normal text-bad">
            <CircleAlert aria-hidden className="size-4 shrink-0" />
            {t('failed')}
          </span>
        )}
      </th>
      <td role="cell" className="text-muted max-sm:order-3 max-sm:text-end max-sm:text-meta" data-hide>
        <Data className="wrap-anywhere">{email.to}</Data>
      </td>
    </tr>
  )
}

function NoEmails({ query }: { query: EmailQuery }) {
  const t = useTranslations('emails')
  const filtered = query.q !== '' || query.page > 1
  return filtered ? (
    <EmptyList text={t('emptyFiltered')} all={{ href: '/emails', label: t('showAll') }} />
  ) : (
    <EmptyList text={t('empty')} />
  )
}
