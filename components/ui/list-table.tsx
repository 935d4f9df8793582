import type { ReactNode } from 'react'

type ListTableProps = {
  /** Names the table for whoever does not see it. */
  caption: string
  /** The cells of the head, each a `Head`. */
  head: ReactNode
  /** A `tbody`, or its rows' component. */
  children: ReactNode
  /** Up to which width the rows are cards, and the head is only heard: `sm` unless there is more than a phone can hold. */
  cards?: 'sm' | 'xl'
}

const CARDS = {
  sm: { table: '', head: '' },
  xl: { table: ' max-xl:block', head: 'max-xl:sr-only' },
} as const

/** A table that becomes cards where there is no room for it. The roles keep it a table for screen readers all the same. */
export function ListTable({ caption, head, children, cards = 'sm' }: ListTableProps) {
  return (
    <div className="overflow-hidden rounded-lg border border-line">
      <table role="table" className={`data-list${CARDS[cards].table}`}>
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup" className={CARDS[cards].head || undefined}>
          <tr role="row">{head}</tr>
        </thead>
        {children}
      </table>
    </div>
  )
}

export function Head({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <th role="columnheader" scope="col" className={className}>
      {children}
    </th>
  )
}
