'use client'

import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'

/** How long to wait before each look, in ms. After the last one only the button is left. */
const WAITS = [5_000, 15_000, 45_000] as const

/** One for the page: however many parts of it failed, they look together. */
const client = new QueryClient()

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(new Error('gone'))
    })
  })
}

async function isAnswering(signal: AbortSignal): Promise<boolean> {
  const response = await fetch('/api/billing-status', { signal })
  const status: unknown = await response.json()
  return typeof status === 'object' && status !== null && 'answering' in status && status.answering === true
}

async function waitForAnswer({ signal }: { signal: AbortSignal }): Promise<true> {
  await pause(WAITS[0], signal)
  if (!(await isAnswering(signal))) throw new Error('not yet')
  return true
}

function Watch({ onBack }: { onBack: () => void }) {
  const { data } = useQuery({
    queryKey: ['billing-status'],
    queryFn: waitForAnswer,
    retry: WAITS.length - 1,
    retryDelay: (failures) => (WAITS[failures + 1] ?? 0) - WAITS[0],
    refetchOnWindowFocus: false,
  })
  useEffect(() => {
    if (data) onBack()
  }, [data, onBack])
  return null
}

/** Looks, ever more patiently, whether billing is back, and loads the page again once when it is. */
export function AutoRetry({ onBack }: { onBack: () => void }) {
  return (
    <QueryClientProvider client={client}>
      <Watch onBack={onBack} />
    </QueryClientProvider>
  )
}
