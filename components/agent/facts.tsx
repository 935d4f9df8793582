import type { ReactNode } from 'react'

export type Fact = { readonly label: string; readonly value: ReactNode }

/** Names and values side by side, close together: an agent reads many. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid grid-cols-[minmax(0,auto)_minmax(0,1fr)] items-baseline gap-x-4 gap-y-1.5 text-meta">
      {facts.map(({ label, value }) => (
        <div key={label} className="contents">
          <dt className="text-muted">{label}</dt>
          <dd className="wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

export type DenseRow = {
  readonly key: string | number
  readonly main: ReactNode
  readonly about?: ReactNode
  readonly side?: ReactNode
}

/** A short list of a sheet: what it is, what belongs to it, and its state. */
export function DenseList({ rows, none, rest }: { rows: readonly DenseRow[]; none: string; rest?: string | null }) {
  if (rows.length === 0) return <p className="text-meta text-muted">{none}</p>
  return (
    <>
      <ul className="divide-y divide-line text-meta">
        {rows.map(({ key, main, about, side }) => (
          <li key={key} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-0.5 py-1.5 first:pt-0">
            <div className="min-w-0">
              <p className="font-semibold wrap-anywhere">{main}</p>
              {about && <p className="wrap-anywhere text-muted">{about}</p>}
            </div>
            {side && <div className="flex flex-wrap items-center gap-3">{side}</div>}
          </li>
        ))}
      </ul>
      {rest && <p className="pt-1.5 text-meta text-muted">{rest}</p>}
    </>
  )
}
