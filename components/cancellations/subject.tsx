import type { FactRow } from '../account/facts'
import { Facts } from '../account/facts'
import { Card } from '../ui/card'
import { Data } from '../ui/text'

/** What the question is about. */
export function Subject({ facts }: { facts: readonly FactRow[] }) {
  return (
    <Card className="mb-6">
      <Facts facts={facts} none="" />
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
