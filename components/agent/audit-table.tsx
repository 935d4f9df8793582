import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import type { AuditOutcome } from '@/lib/schemas/audit-query'
import { auditQueryString, OF_REQUEST } from '@/lib/schemas/audit-query'
import { AppLink } from '../layout/app-link'
import type { Tone } from '../ui/chip'
import { Chip } from '../ui/chip'
import type { Icon } from '../ui/icons'
import { Ban, CircleAlert, CircleCheck, Clock, TriangleAlert } from '../ui/icons'
import { Head, ListTable } from '../ui/list-table'
import { Moment } from '../ui/moment'
import { Data } from '../ui/text'
import { useAuditEventName } from './audit-events'

export type AuditLine = {
  readonly seq: number
  readonly at: Date
  readonly location: string | null
  readonly client: number | null
  readonly actor: string
  readonly event: string
  readonly outcome: AuditOutcome
  readonly target?: string
  readonly details?: Readonly<Record<string, string | number | boolean | null>>
  readonly ref: string
  readonly ip: string
}

const LOOK: Readonly<Record<AuditOutcome, { tone: Tone; icon: Icon }>> = {
  attempted: { tone: 'neutral', icon: Clock },
  done: { tone: 'ok', icon: CircleCheck },
  refused: { tone: 'bad', icon: Ban },
  failed: { tone: 'bad', icon: CircleAlert },
  unknown: { tone: 'warn', icon: TriangleAlert },
}

export function Outcome({ outcome }: { outcome: AuditOutcome }) {
  const t = useTranslations('audit.outcomes')
  return <Chip {...LOOK[outcome]}>{t(outcome)}</Chip>
}

type AuditTableProps = {
  rows: readonly AuditLine[]
  /** Agents' names by their key. */
  names: Readonly<Record<string, string>>
  /** Several installations: a number alone says too little. */
  several: boolean
}

export function AuditTable({ rows, names, several }: AuditTableProps) {
  const t = useTranslations('audit')
  return (
    <ListTable
      caption={t('caption')}
      cards="xl"
      head={
        <>
          <Head>{t('what')}</Head>
          <Head>{t('when')}</Head>
          <Head>{t('who')}</Head>
          <Head>{t('account')}</Head>
          <Head>{t('about')}</Head>
          <Head>{t('request')}</Head>
        </>
      }
    >
      <tbody role="rowgroup" className="max-xl:block">
        {rows.map((row) => (
          <AuditRow key={row.seq} row={row} name={names[row.actor]} several={several} />
        ))}
      </tbody>
    </ListTable>
  )
}

type CellProps = { label: string; empty?: boolean; className?: string; children: ReactNode }

/** On a card each cell says what it is, as the head of its column does in the table. */
function Cell({ label, empty = false, className = '', children }: CellProps) {
  const card = empty
    ? 'max-xl:hidden'
    : 'max-xl:grid max-xl:grid-cols-[5.5rem_minmax(0,1fr)] max-xl:items-baseline max-xl:text-meta'
  return (
    <td role="cell" className={`${card} ${className}`}>
      <span aria-hidden="true" className="text-meta text-muted xl:hidden">
        {label}
      </span>
      <div>{children}</div>
    </td>
  )
}

function AuditRow({ row, name, several }: { row: AuditLine; name: string | undefined; several: boolean }) {
  const t = useTranslations('audit')
  const nameOf = useAuditEventName()
  const { seq, at, event, outcome, actor, ref, ip } = row
  const facts = factsOf(row)
  return (
    <tr role="row" className="max-xl:block">
      <th role="rowheader" scope="row" className="font-normal max-xl:mb-1.5 max-xl:block">
        <span className="me-2 font-semibold wrap-anywhere">{nameOf(event)}</span>
        <Outcome outcome={outcome} />
      </th>
      <Cell label={t('when')}>
        <Moment at={at} />
        <p className="text-meta text-muted">
          <Data className="figures">{`#${seq}`}</Data>
        </p>
      </Cell>
      <Cell label={t('who')}>
        <Data>{name ?? actor}</Data>
        {name && (
          <p className="text-meta text-muted">
            <Data>{actor}</Data>
          </p>
        )}
      </Cell>
      <Cell label={t('account')} empty={row.client === null}>
        <AccountOf row={row} several={several} />
      </Cell>
      <Cell label={t('about')} empty={facts.length === 0} className="wrap-anywhere xl:min-w-44">
        {facts.map((fact) => (
          <p key={fact} className="text-meta">
            <Data>{fact}</Data>
          </p>
        ))}
      </Cell>
      <Cell label={t('request')} className="text-meta">
        {ref && (
          <AppLink href={`/agent/audit${auditQueryString({ ref })}`}>
            <Data>{ref.slice(0, 8)}</Data>
          </AppLink>
        )}
        <p className="whitespace-nowrap text-muted">
          <Data>{ip}</Data>
        </p>
        <Browser row={row} />
      </Cell>
    </tr>
  )
}

function AccountOf({ row: { location, client }, several }: { row: AuditLine; several: boolean }) {
  if (client === null || location === null) return null
  return (
    <AppLink href={`/agent/clients/${client}?location=${location}`}>
      <Data className="figures">{several ? `#${client}, ${location}` : `#${client}`}</Data>
    </AppLink>
  )
}

const UUID = /^[0-9a-f]{8}(?=-[0-9a-f]{4}-)/

/** The beginning of a long id tells it apart; the whole one is in the download. */
function short(value: string): string {
  return UUID.exec(value)?.[0] ?? value
}

/** Of an agent's row: the calls to WHMCS as the log names them, and what the browser calls itself. */
function Browser({ row: { details } }: { row: AuditLine }) {
  const t = useTranslations('audit')
  const { calls, userAgent } = details ?? {}
  return (
    <>
      {calls && <p>{t.rich('calls', { ids: () => <Data className="figures">{String(calls)}</Data> })}</p>}
      {userAgent && (
        <details>
          <summary className="min-h-6">{t('browser')}</summary>
          <Data className="wrap-anywhere">{String(userAgent)}</Data>
        </details>
      )}
    </>
  )
}

/** Ids and plain facts: the audit holds nothing else. */
function factsOf({ target, details }: AuditLine): string[] {
  const known = Object.entries(details ?? {}).filter(([name]) => !OF_REQUEST.includes(name))
  const facts = known.map(([name, value]) => `${name}: ${short(String(value))}`)
  return [...(target ? [target] : []), ...facts]
}
