'use client'

import type { PlainDate } from '@/lib/dates'
import { AppLink } from '../layout/app-link'
import { Amount } from '../ui/money'
import { Day } from '../ui/plain-date'
import { Data } from '../ui/text'
import type { StatusWords } from './invoice-status'
import { StatusChip } from './invoice-status'

type ShownDay = { readonly date: PlainDate; readonly text: string }

/** One invoice in figures that are ready to be shown. */
export type InvoiceRow = {
  readonly id: number
  readonly number: string
  readonly issued: ShownDay | null
  readonly due: ShownDay | null
  /** How long it is overdue, in words. */
  readonly overdue: string | null
  readonly total: string
  /** A key of the words for statuses, or WHMCS's own word. */
  readonly status: string
}

type InvoiceRowsProps = {
  /** The id of the form that the boxes belong to: it stands below the table. */
  form: string
  rows: readonly InvoiceRow[]
  /** In `pdfLabel` and `choose`, `{number}` stands for the invoice's. */
  words: { pdf: string; pdfLabel: string; choose: string; notSet: string; statuses: StatusWords }
}

/**
 * One client component for all rows: what the server renders is sent twice, as HTML and as the elements that it was made
 * of. These rows are sent as HTML and as their words only, and rendered once.
 */
export function InvoiceRows({ form, rows, words }: InvoiceRowsProps) {
  return (
    <tbody role="rowgroup">
      {rows.map(({ id, number, issued, due, overdue, total, status }) => (
        <tr role="row" key={id}>
          <th role="rowheader" scope="row" className="order-1 font-semibold">
            <label className="-my-2.5 -ms-3 inline-grid size-11 cursor-pointer place-items-center align-middle">
              <input
                type="checkbox"
                name="ids"
                value={id}
                form={form}
                aria-label={words.choose.replace('{number}', () => number)}
                className="size-5"
              />
            </label>
            <AppLink href={`/invoices/${id}`} className="wrap-anywhere">
              <Data>{number}</Data>
            </AppLink>
          </th>
          <td role="cell" data-hide>
            {issued && <Day {...issued} />}
          </td>
          <td role="cell" className="order-4 max-sm:text-end max-sm:text-meta max-sm:text-muted">
            {due ? <Day {...due} /> : words.notSet}
            {overdue && <span className="block text-meta text-bad">{overdue}</span>}
          </td>
          <td role="cell" className="order-3 font-semibold sm:text-end">
            <Amount>{total}</Amount>
          </td>
          <td role="cell" className="order-2 max-sm:text-end">
            <StatusChip status={status} words={words.statuses} />
          </td>
          <td role="cell" data-hide>
            <a href={`/invoices/${id}/pdf`} aria-label={words.pdfLabel.replace('{number}', () => number)}>
              {words.pdf}
            </a>
          </td>
        </tr>
      ))}
    </tbody>
  )
}
