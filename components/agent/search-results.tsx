import { useTranslations } from 'next-intl'
import type { ClientSummary } from '@/lib/schemas/client'
import { AppLink } from '../layout/app-link'
import { Banner } from '../ui/banner'
import { Head, ListTable } from '../ui/list-table'
import { Data } from '../ui/text'
import { ClientStatus } from './client-status'

type Reason = { readonly by: 'client' | 'signIn' | 'invoice' | 'domain'; readonly text: string }

type Hit = { readonly location: string; readonly client: ClientSummary; readonly reasons: readonly Reason[] }

type SearchResultsProps = {
  hits: readonly Hit[]
  more: number
  silent: readonly string[]
  /** Several installations: a number alone says too little. */
  several: boolean
  /** What each installation is called. */
  names: Readonly<Record<string, string>>
}

export function sheetPath(id: number, location: string, several: boolean): string {
  return `/agent/clients/${id}${several ? `?location=${location}` : ''}`
}

export function SearchResults({ hits, more, silent, several, names }: SearchResultsProps) {
  const t = useTranslations('agent')
  return (
    <div className="space-y-4">
      {silent.length > 0 && (
        <Banner tone="warn" title={t('silent', { locations: silent.map((one) => names[one] ?? one).join(', ') })}>
          <p>{t('silentText')}</p>
        </Banner>
      )}
      <p role="status" className="font-semibold">
        {hits.length === 0 ? t('nothing') : t('found', { count: hits.length })}
      </p>
      {hits.length === 0 ? <p className="text-muted">{t('nothingText')}</p> : <Hits {...{ hits, several, names }} />}
      {more > 0 && <p className="text-muted">{t('more', { count: more })}</p>}
    </div>
  )
}

function Hits({ hits, several, names }: Pick<SearchResultsProps, 'hits' | 'several' | 'names'>) {
  const t = useTranslations('agent')
  return (
    <ListTable
      caption={t('caption')}
      head={
        <>
          <Head>{t('customer')}</Head>
          <Head>{t('number')}</Head>
          <Head>{t('email')}</Head>
          <Head>{t('foundBy')}</Head>
          {several && <Head>{t('location')}</Head>}
          <Head>{t('status')}</Head>
        </>
      }
    >
      <tbody role="rowgroup">
        {hits.map((hit) => (
          <HitRow
            key={`${hit.location} ${hit.client.id}`}
            hit={hit}
            place={several ? (names[hit.location] ?? hit.location) : null}
          />
        ))}
      </tbody>
    </ListTable>
  )
}

function HitRow({ hit: { location, client, reasons }, place }: { hit: Hit; place: string | null }) {
  const foundBy = useTranslations('agent')('foundBy')
  const { id, firstName, lastName, company, email, status } = client
  const name = `${firstName} ${lastName}`.trim()
  return (
    <tr role="row">
      <th role="rowheader" scope="row" className="font-normal">
        <AppLink href={sheetPath(id, location, place !== null)} className="font-semibold wrap-anywhere">
          <Data>{company || name || `#${id}`}</Data>
        </AppLink>
        {company && name && (
          <p className="text-meta text-muted">
            <Data>{name}</Data>
          </p>
        )}
      </th>
      <td role="cell" className="figures">
        <Data>{`#${id}`}</Data>
      </td>
      <td role="cell" className="wrap-anywhere max-sm:col-span-2">
        <Data>{email}</Data>
      </td>
      <td role="cell" className="wrap-anywhere max-sm:col-span-2 max-sm:text-meta max-sm:text-muted">
        <span aria-hidden="true" className="sm:hidden">
          {foundBy}
        </span>
        <Reasons reasons={reasons} email={email} />
      </td>
      {place !== null && (
        <td role="cell" className="max-sm:col-span-2">
          <Data>{place}</Data>
        </td>
      )}
      <td role="cell">
        <ClientStatus status={status} />
      </td>
    </tr>
  )
}

/** What led here. The customer's own address is told once. */
function Reasons({ reasons, email }: { reasons: readonly Reason[]; email: string }) {
  const t = useTranslations('agent.reasons')
  const own = reasons.some(({ by, text }) => by === 'client' || text === email)
  return (
    <>
      {own && <p>{t('client')}</p>}
      {reasons
        .filter(({ by, text }) => by !== 'client' && text !== email)
        .map(({ by, text }) => (
          <p key={`${by} ${text}`}>
            {t(by)} <Data>{text}</Data>
          </p>
        ))}
    </>
  )
}
