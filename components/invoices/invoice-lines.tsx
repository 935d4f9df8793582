import type { PlainDate as Day } from '@/lib/dates'
import type { Currency } from '@/lib/money'
import type { InvoiceSummary } from '@/lib/schemas/invoice'
import { AppLink } from '../layout/app-link'
import { Money } from '../ui/money'
import { PlainDate } from '../ui/plain-date'
import { Data } from '../ui/text'
import { InvoiceStatus } from './invoice-status'

type InvoiceLinesProps = { invoices: readonly InvoiceSummary[]; currency: Currency; today: Day }

/** A few invoices in a panel: number and day, total and status. */
export function InvoiceLines({ invoices, currency, today }: InvoiceLinesProps) {
  return (
    <ul className="divide-y divide-line">
      {invoices.map((invoice) => (
        <li
          key={invoice.id}
          className="grid grid-cols-[minmax(0,1fr)_minmax(0,auto)] items-center gap-x-4 py-3 first:pt-0 last:pb-0"
        >
          <div className="min-w-0">
            <AppLink href={`/invoices/${invoice.id}`} className="inline-flex min-h-6 items-center font-semibold">
              <Data>{invoice.number}</Data>
            </AppLink>
            <p className="text-meta text-muted">{invoice.issuedOn && <PlainDate date={invoice.issuedOn} />}</p>
          </div>
          <div className="flex flex-col items-end gap-1 sm:flex-row-reverse sm:items-center sm:gap-4">
            <Money amount={invoice.total} currency={currency} className="font-semibold sm:min-w-28 sm:text-end" />
            <InvoiceStatus invoice={invoice} today={today} />
          </div>
        </li>
      ))}
    </ul>
  )
}
