import type { ReactNode } from 'react'
import { Data } from '../ui/text'

export type FactRow = { readonly label: ReactNode; readonly value: ReactNode }

/** Names and values. A text is somebody's data; whatever else is shown as it comes. */
export function Facts({ facts, none }: { facts: readonly FactRow[]; none: string }) {
  return (
    <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[12rem_1fr] sm:items-baseline">
      {facts.map(({ label, value }, place) => (
        <div key={place} className="contents">
          <dt className="text-muted max-sm:mt-2">{label}</dt>
          <dd className="wrap-anywhere">
            {value === '' || value === null ? (
              <span className="text-muted">{none}</span>
            ) : typeof value === 'string' ? (
              <Data>{value}</Data>
            ) : (
              value
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
