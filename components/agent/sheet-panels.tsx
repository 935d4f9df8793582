import { useTranslations } from 'next-intl'
import type { PlainDate as Day } from '@/lib/dates'
import type { Currency } from '@/lib/money'
import type { KnownRequest } from '@/lib/schemas/cancellation'
import type { InvoiceSummary } from '@/lib/schemas/invoice'
import type { AccountPerson } from '@/lib/schemas/person'
import type { Domain, Service } from '@/lib/schemas/service'
import type { TicketSummary } from '@/lib/schemas/ticket'
import { RequestStateChip } from '../cancellations/request-state'
import { useTicketStatus } from '../cancellations/ticket-status'
import { InvoiceStatus } from '../invoices/invoice-status'
import { ServiceStatus } from '../services/service-status'
import { usePrices } from '../services/service-words'
import { useEventName } from '../security/event-names'
import { Section } from '../ui/card'
import { Amount, Money } from '../ui/money'
import { Moment } from '../ui/moment'
import { PlainDate } from '../ui/plain-date'
import { Data } from '../ui/text'
import { DenseList } from './facts'

/** What lies beyond the rows that are shown; null for nothing. */
function useRest(): (shown: number, total: number) => string | null {
  const t = useTranslations('agent')
  return (shown, total) => (total > shown ? t('rest', { count: total - shown }) : null)
}

export function PeoplePanel({ people }: { people: readonly AccountPerson[] }) {
  const t = useTranslations('agent')
  const rows = people.map(({ person, name, email, owner, permissions }) => ({
    key: `${person.kind} ${person.id}`,
    main: <Data>{name || email}</Data>,
    about: <Data>{email}</Data>,
    side: owner ? t('owner') : t('permissions', { count: permissions.length }),
  }))
  return (
    <Section id="people" title={t('people')}>
      <DenseList rows={rows} none={t('nobody')} />
    </Section>
  )
}

type InvoicesPanelProps = { invoices: readonly InvoiceSummary[]; total: number; currency: Currency; today: Day }

export function InvoicesPanel({ invoices, total, currency, today }: InvoicesPanelProps) {
  const t = useTranslations('agent')
  const rest = useRest()
  const rows = invoices.map((invoice) => ({
    key: invoice.id,
    main: <Data>{invoice.number}</Data>,
    about: (
      <>
        {invoice.issuedOn && <PlainDate date={invoice.issuedOn} />}
        {invoice.dueOn && (
          <>
            {' · '}
            {t('dueOn')} <PlainDate date={invoice.dueOn} />
          </>
        )}
      </>
    ),
    side: (
      <>
        <InvoiceStatus invoice={invoice} today={today} />
        <Money amount={invoice.total} currency={currency} className="min-w-24 text-end font-semibold" />
      </>
    ),
  }))
  return (
    <Section id="invoices" title={t('invoices')}>
      <DenseList rows={rows} none={t('noInvoices')} rest={rest(invoices.length, total)} />
    </Section>
  )
}

type ServicesPanelProps = {
  services: readonly Service[]
  total: number
  domains: readonly Domain[]
  domainsTotal: number
  currency: Currency
}

export function ServicesPanel({ services, total, domains, domainsTotal, currency }: ServicesPanelProps) {
  const t = useTranslations('agent')
  const rest = useRest()
  const priceOf = usePrices(currency)
  const rows = services.map((service) => {
    const { amount, cycle } = priceOf(service)
    return {
      key: service.id,
      main: <Data>{service.name}</Data>,
      about: (
        <>
          <Data>{`#${service.id}`}</Data>
          {service.domain && (
            <>
              {' · '}
              <Data>{service.domain}</Data>
            </>
          )}
          {service.nextDueOn && (
            <>
              {' · '}
              {t('dueOn')} <PlainDate date={service.nextDueOn} />
            </>
          )}
        </>
      ),
      side: (
        <>
          <ServiceStatus status={service.status} />
          <span>
            {amount && <Amount className="font-semibold">{amount}</Amount>} {cycle}
          </span>
        </>
      ),
    }
  })
  return (
    <Section id="services" title={t('services')}>
      <DenseList rows={rows} none={t('noServices')} rest={rest(services.length, total)} />
      {domains.length > 0 && <Domains {...{ domains, domainsTotal }} />}
    </Section>
  )
}

function Domains({ domains, domainsTotal }: Pick<ServicesPanelProps, 'domains' | 'domainsTotal'>) {
  const t = useTranslations('agent')
  const rest = useRest()
  const rows = domains.map(({ id, name, status, expiresOn }) => ({
    key: id,
    main: <Data>{name}</Data>,
    about: expiresOn && (
      <>
        {t('expiresOn')} <PlainDate date={expiresOn} />
      </>
    ),
    side: <ServiceStatus status={status} />,
  }))
  return (
    <>
      <h3 className="mt-4 mb-2 font-semibold">{t('domains')}</h3>
      <DenseList rows={rows} none="" rest={rest(domains.length, domainsTotal)} />
    </>
  )
}

export function TicketsPanel({ tickets, total }: { tickets: readonly TicketSummary[]; total: number }) {
  const t = useTranslations('agent')
  const rest = useRest()
  const statusOf = useTicketStatus()
  const rows = tickets.map(({ id, number, subject, status, lastReplyAt }) => ({
    key: id,
    main: <Data>{subject}</Data>,
    about: (
      <>
        <Data>{`#${number}`}</Data>
        {lastReplyAt && (
          <>
            {' · '}
            <PlainDate date={lastReplyAt.slice(0, 10)} />
          </>
        )}
      </>
    ),
    side: <Data>{statusOf(status)}</Data>,
  }))
  return (
    <Section id="tickets" title={t('tickets')}>
      <DenseList rows={rows} none={t('noTickets')} rest={rest(tickets.length, total)} />
    </Section>
  )
}

type RequestRow = Pick<KnownRequest, 'type' | 'requestedAt' | 'state' | 'endsOn'> & {
  readonly id: number
  readonly service: Pick<Service, 'id' | 'name' | 'domain'>
}

export function CancellationsPanel({ rows: requests, complete }: { rows: readonly RequestRow[]; complete: boolean }) {
  const t = useTranslations('agent')
  const rows = requests.map(({ id, service, requestedAt, state, endsOn }) => ({
    key: id,
    main: <Data>{service.domain ? `${service.name} – ${service.domain}` : service.name}</Data>,
    about: requestedAt && <PlainDate date={requestedAt.slice(0, 10)} />,
    side: <RequestStateChip state={state} endsOn={endsOn} />,
  }))
  return (
    <Section id="cancellations" title={t('cancellations')}>
      <DenseList rows={rows} none={t(complete ? 'noCancellations' : 'cancellationsUnread')} />
    </Section>
  )
}

type EventRow = {
  readonly seq: number
  readonly at: Date
  readonly event: string
  readonly outcome: string
  readonly who: string
}

export function EventsPanel({ events }: { events: readonly EventRow[] }) {
  const t = useTranslations('agent')
  const nameOf = useEventName()
  const rows = events.map(({ seq, at, event, outcome, who }) => ({
    key: seq,
    main: nameOf(event),
    about: (
      <>
        <Data>{who}</Data>
        {outcome !== 'done' && ` · ${t(`outcomes.${outcome === 'unknown' ? 'unknown' : 'notDone'}`)}`}
      </>
    ),
    side: <Moment at={at} />,
  }))
  return (
    <Section id="events" title={t('events')}>
      <DenseList rows={rows} none={t('noEvents')} />
    </Section>
  )
}
