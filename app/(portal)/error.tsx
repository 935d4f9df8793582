'use client'

import { Fatal } from '@/components/layout/fatal'

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <Fatal digest={error.digest} reset={reset} />
}
