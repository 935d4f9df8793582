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

/** The looks of a row's cells (number, issued, due, total, status, document), written once and not in each row. */
const CELLS = [
  'max-sm:[&_th]:order-1 [&_th]:font-semibold [&_th]:wrap-anywhere',
  'max-sm:[&_td:nth-child(2)]:hidden max-sm:[&_td:last-child]:hidden',
  'max-sm:[&_td:nth-child(3)]:order-4 max-sm:[&_td:nth-child(3)]:text-end max-sm:[&_td:nth-child(3)]:text-meta max-sm:[&_td:nth-child(3)]:text-muted',
  'max-sm:[&_td:nth-child(4)]:order-3 [&_td:nth-child(4)]:font-semibold sm:[&_td:nth-child(4)]:text-end',
  'max-sm:[&_td:nth-child(5)]:order-2 max-sm:[&_td:nth-child(5)]:text-end',
].join(' ')

/**
 * One client component for all rows: what the server renders is sent twice, as HTML and as the elements that it was made
 * of. These rows are sent as HTML and as their words only, and rendered once.
 */
export function InvoiceRows({ form, rows, words }: InvoiceRowsProps) {
  return (
    <tbody role="rowgroup" className={CELLS}>
      {rows.map(({ id, number, issued, due, overdue, total, status }) => (
        <tr role="row" key={id}>
          <th role="rowheader" scope="row">
            <label className="pick">
              <input
                type="checkbox"
                name="ids"
                value={id}
                form={form}
                aria-label={words.choose.replace('{number}', () => number)}
              />
            </label>
            <AppLink href={`/invoices/${id}`}>
              <Data>{number}</Data>
            </AppLink>
          </th>
          <td role="cell">{issued && <Day {...issued} />}</td>
          <td role="cell">
            {due ? <Day {...due} /> : words.notSet}
            {overdue && <span className="block text-meta text-bad">{overdue}</span>}
          </td>
          <td role="cell">
            <Amount>{total}</Amount>
          </td>
          <td role="cell">
            <StatusChip status={status} words={words.statuses} />
          </td>
          <td role="cell">
            <a href={`/invoices/${id}/pdf`} aria-label={words.pdfLabel.replace('{number}', () => number)}>
              {words.pdf}
            </a>
          </td>
        </tr>
      ))}
    </tbody>
  )
}
