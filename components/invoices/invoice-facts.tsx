import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { PlainDate as Day } from '@/lib/dates'
import { daysBetween } from '@/lib/dates'
import type { Currency } from '@/lib/money'
import { isZero, toCents } from '@/lib/money'
import type { Invoice } from '@/lib/schemas/invoice'
import { isOverdue, isVoid } from '@/lib/schemas/invoice'
import { AppLink } from '../layout/app-link'
import { buttonClass } from '../ui/button'
import { Card } from '../ui/card'
import { Money } from '../ui/money'
import { PlainDate } from '../ui/plain-date'
import { DownloadLink } from './download-link'
import { PrintButton } from './print-button'

type InvoiceFactsProps = { invoice: Invoice; currency: Currency; today: Day }

/** What is due and until when, then what can be done. */
export function InvoiceFacts({ invoice, currency, today }: InvoiceFactsProps) {
  const t = useTranslations('invoice')
  return (
    <Card className="xl:sticky xl:top-6 print:order-1">
      <div className="mb-4 print:hidden">
        {isVoid(invoice) || isZero(invoice.balance) ? (
          <p className="font-semibold">{t('paidInFull')}</p>
        ) : (
          <>
            <p className="text-muted">{t('amountDue')}</p>
            <p className="text-figure font-semibold">
              <Money amount={invoice.balance} currency={currency} />
            </p>
          </>
        )}
      </div>
      <dl className="space-y-2 border-t border-line pt-4 print:flex print:gap-8 print:space-y-0 print:border-0 print:pt-0">
        {invoice.issuedOn && (
          <Fact label={t('issued')}>
            <PlainDate date={invoice.issuedOn} />
          </Fact>
        )}
        {invoice.dueOn && (
          <Fact label={t('due')}>
            <PlainDate date={invoice.dueOn} />
            <Overdue invoice={invoice} today={today} />
          </Fact>
        )}
        {invoice.paidOn && (
          <Fact label={t('paid')}>
            <PlainDate date={invoice.paidOn} />
          </Fact>
        )}
      </dl>
      <div data-screen className="mt-6 flex flex-wrap gap-2 xl:flex-col">
        <Pay invoice={invoice} />
        <DownloadLink
          href={`/invoices/${invoice.id}/pdf`}
          label={t('download')}
          preparing={t('preparing')}
          className={buttonClass(isPayable(invoice) ? 'outlined' : 'filled')}
        />
        <PrintButton label={t('print')} />
      </div>
    </Card>
  )
}

function isPayable({ status, balance }: Invoice): boolean {
  return (status === 'Unpaid' || status === 'Collections') && toCents(balance) > 0n
}

function Pay({ invoice }: { invoice: Invoice }) {
  const t = useTranslations('invoice')
  if (isPayable(invoice)) {
    return (
      <AppLink href={`/invoices/${invoice.id}/pay`} className={buttonClass('filled')}>
        {t('pay')}
      </AppLink>
    )
  }
  return invoice.status === 'Payment Pending' ? (
    <AppLink href={`/invoices/${invoice.id}/payment`} className={buttonClass('outlined')}>
      {t('paymentKnown')}
    </AppLink>
  ) : null
}

function Overdue({ invoice, today }: { invoice: Invoice; today: Day }) {
  const t = useTranslations('invoices')
  if (!invoice.dueOn || invoice.status !== 'Unpaid') return null
  return isOverdue(invoice, today) ? (
    <span className="block text-meta text-bad">{t('overdueDays', { days: daysBetween(invoice.dueOn, today) })}</span>
  ) : (
    <span className="block text-meta text-muted">{t('dueInDays', { days: daysBetween(today, invoice.dueOn) })}</span>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4 print:block">
      <dt className="text-muted">{label}</dt>
      <dd className="text-end print:text-start">{children}</dd>
    </div>
  )
}
