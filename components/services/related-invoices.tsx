import { useTranslations } from 'next-intl'
import type { PlainDate as Day } from '@/lib/dates'
import type { Currency } from '@/lib/money'
import { isOverdue } from '@/lib/schemas/invoice'
import type { RelatedInvoice, RelatedInvoices as Found } from '@/lib/schemas/related-invoice'
import { InvoiceLines } from '../invoices/invoice-lines'
import { AppLink } from '../layout/app-link'
import { Banner } from '../ui/banner'
import { Section } from '../ui/card'
import { Money } from '../ui/money'
import { PlainDate } from '../ui/plain-date'
import { Data } from '../ui/text'

const LINK = 'inline-flex min-h-11 items-center'

type ToPayProps = { unpaid: readonly RelatedInvoice[]; currency: Currency; today: Day }

/** The exact invoices that wait to be paid for a service. */
export function ToPay({ unpaid, currency, today }: ToPayProps) {
  const t = useTranslations('service')
  if (unpaid.length === 0) return null
  const overdue = unpaid.some((invoice) => isOverdue(invoice, today))
  return (
    <Banner tone={overdue ? 'bad' : 'info'} title={t('toPay', { count: unpaid.length })}>
      <UnpaidList {...{ unpaid, currency }} />
    </Banner>
  )
}

export function UnpaidList({ unpaid, currency }: Omit<ToPayProps, 'today'>) {
  const t = useTranslations('service')
  return (
    <ul>
      {unpaid.map(({ id, number, balance, dueOn }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-3">
          <AppLink href={`/invoices/${id}`} className="inline-block py-2.5 font-semibold">
            {t.rich('invoice', { number: () => <Data>{number}</Data> })}
          </AppLink>
          <Money amount={balance} currency={currency} />
          {dueOn && <span>{t.rich('due', { date: () => <PlainDate date={dueOn} /> })}</span>}
        </li>
      ))}
    </ul>
  )
}

type RelatedProps = {
  found: Found
  today: Day
  service: number
  /** Where in the client's invoices this view begins. */
  offset: number
}

/** The invoices with the service on them, and how far they were looked for. */
export function RelatedInvoices({ found, today, service, offset }: RelatedProps) {
  const t = useTranslations('service')
  const path = `/services/${service}`
  const { invoices, currency, unseen, older } = found
  const here = offset > 0 ? `${path}?older=${offset}#invoices` : `${path}#invoices`
  return (
    <Section id="invoices" title={t('invoices')}>
      {invoices.length === 0 ? (
        <p className="text-muted">{t(unseen > 0 || older !== null || offset > 0 ? 'noneHere' : 'noInvoices')}</p>
      ) : (
        <InvoiceLines {...{ invoices, currency, today }} />
      )}
      <p className="mt-3 flex flex-wrap items-center gap-x-6 text-muted">
        {unseen > 0 && (
          <>
            <span role="status">{t('unseen', { count: unseen })}</span>
            <AppLink href={here} className={LINK}>
              {t('lookFurther')}
            </AppLink>
          </>
        )}
        {older !== null && (
          <AppLink href={`${path}?older=${older}#invoices`} className={LINK}>
            {t('searchOlder')}
          </AppLink>
        )}
        {invoices.length > 0 && (
          <AppLink href={`/transactions?service=${service}`} className={LINK}>
            {t('payments')}
          </AppLink>
        )}
        {offset > 0 && (
          <AppLink href={`${path}#invoices`} className={LINK}>
            {t('newest')}
          </AppLink>
        )}
      </p>
    </Section>
  )
}
