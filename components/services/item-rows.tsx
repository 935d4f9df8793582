'use client'

import type { PlainDate } from '@/lib/dates'
import { AppLink } from '../layout/app-link'
import { Amount } from '../ui/money'
import { Day } from '../ui/plain-date'
import { Data } from '../ui/text'
import type { StatusWords } from './service-status'
import { StatusChip } from './service-status'

/** A service or a domain in words and figures that are ready to be shown. */
export type ItemRow = {
  readonly id: number
  /** A page of its own, or none. */
  readonly href: string | null
  readonly name: string
  /** What else tells it from others: the product, the domain, its add-ons. Data, each on a line. */
  readonly details: readonly string[]
  /** Null for what is free. */
  readonly amount: string | null
  /** How often, in words. */
  readonly cycle: string
  readonly due: { readonly date: PlainDate; readonly text: string } | null
  /** Of ours, beside the day. */
  readonly note: string | null
  readonly status: string
}

type ItemRowsProps = {
  rows: readonly ItemRow[]
  /** `due` says what the day is, where no head of a column does. */
  words: { due: string; never: string; statuses: StatusWords }
}

/** One client component for all rows: they are sent as HTML and as their words only, and rendered once. */
export function ItemRows({ rows, words }: ItemRowsProps) {
  return (
    <tbody role="rowgroup">
      {rows.map(({ id, href, name, details, amount, cycle, due, note, status }) => (
        <tr role="row" key={id}>
          <th role="rowheader" scope="row" className="order-1 font-semibold">
            {href === null ? (
              <Data className="wrap-anywhere">{name}</Data>
            ) : (
              <AppLink href={href} className="wrap-anywhere">
                <Data>{name}</Data>
              </AppLink>
            )}
            {details.map((detail) => (
              <span key={detail} className="block text-meta font-normal wrap-anywhere text-muted">
                <Data>{detail}</Data>
              </span>
            ))}
          </th>
          <td role="cell" className="order-3 sm:text-end">
            {amount !== null && <Amount className="font-semibold">{amount}</Amount>}
            <span className={amount === null ? '' : 'block text-meta text-muted'}>{cycle}</span>
          </td>
          <td role="cell" className="order-4 max-sm:text-end max-sm:text-meta max-sm:text-muted">
            <span aria-hidden="true" className="block sm:hidden">
              {words.due}
            </span>
            {due ? <Day {...due} /> : <span className="text-muted">{words.never}</span>}
            {note && <span className="block text-meta text-muted">{note}</span>}
          </td>
          <td role="cell" className="order-2 max-sm:text-end">
            <StatusChip status={status} words={words.statuses} />
          </td>
        </tr>
      ))}
    </tbody>
  )
}
