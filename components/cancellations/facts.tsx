import type { ReactNode } from 'react'
import { Card } from '../ui/card'
import { Data } from '../ui/text'

export type Fact = { readonly label: string; readonly value: ReactNode }

/** What the question is about. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <Card className="mb-6">
      <dl className="space-y-3">
        {facts.map(({ label, value }) => (
          <div key={label} className="sm:grid sm:grid-cols-[12rem_1fr] sm:gap-4">
            <dt className="text-muted">{label}</dt>
            <dd className="min-w-0 wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

export function ServiceName({ name, domain }: { name: string; domain: string }) {
  return (
    <>
      <Data className="font-semibold">{name}</Data>
      {domain !== '' && (
        <span className="block text-muted">
          <Data>{domain}</Data>
        </span>
      )}
    </>
  )
}
