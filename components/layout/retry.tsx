'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useTransition } from 'react'
import { buttonClass } from '../ui/button'
import { Later } from '../ui/later'

/** Fetched only by a page that failed. */
const load = () => import('./auto-retry').then(({ AutoRetry }) => AutoRetry)

/** Loads the page again without losing one's place, by hand or when billing is back. Without JavaScript it is a plain form that does the same. */
export function Retry({ label, pendingLabel }: { label: string; pendingLabel: string }) {
  const router = useRouter()
  const [pending, start] = useTransition()
  const again = useCallback(() => start(() => router.refresh()), [router])
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        again()
      }}
    >
      <button type="submit" aria-disabled={pending || undefined} className={buttonClass('outlined', 'mt-2')}>
        <span aria-live="polite">{pending ? pendingLabel : label}</span>
      </button>
      <Later load={load} props={{ onBack: again }} />
    </form>
  )
}
