'use client'

import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** How long to wait before each look, in ms: ever more patiently, and not for ever. */
const WAITS = [2_000, 3_000, 5_000, 8_000, 15_000, 30_000, 60_000, 60_000, 60_000, 120_000, 120_000, 300_000] as const

const client = new QueryClient()

export type PaymentWatchProps = {
  /** Answers `{ state, balance }`. */
  address: string
  /** What the page says now. */
  state: string
  balance: string
  /** Said only where it is so: with JavaScript. */
  says: string
}

/** @returns what is known now; null when it could not be found out */
async function look(address: string, signal: AbortSignal): Promise<string | null> {
  const response = await fetch(address, { signal, redirect: 'error' })
  const answer: unknown = await response.json()
  if (typeof answer !== 'object' || answer === null || !('state' in answer) || !('balance' in answer)) return null
  return `${String(answer.state)} ${String(answer.balance)}`
}

function Watch({ address, state, balance, says }: PaymentWatchProps) {
  const router = useRouter()
  const shown = `${state} ${balance}`
  const { data } = useQuery({
    queryKey: ['payment', address],
    queryFn: ({ signal }) => look(address, signal),
    initialData: shown,
    retry: false,
    refetchInterval: ({ state: { dataUpdateCount, errorUpdateCount } }) =>
      WAITS[dataUpdateCount + errorUpdateCount] ?? false,
    refetchOnWindowFocus: 'always',
  })
  useEffect(() => {
    if (data !== null && data !== shown) router.refresh()
  }, [data, shown, router])
  return <p className="text-meta text-muted">{says}</p>
}

/** Looks whether something else is known of a payment by now, and loads the page again when it is. */
export function PaymentWatching(props: PaymentWatchProps) {
  return (
    <QueryClientProvider client={client}>
      <Watch {...props} />
    </QueryClientProvider>
  )
}
