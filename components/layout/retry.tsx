'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { buttonClass } from '../ui/button'

/** Loads the page again without losing one's place. Before hydration it is a plain form that does the same. */
export function Retry({ label, pendingLabel }: { label: string; pendingLabel: string }) {
  const router = useRouter()
  const [pending, start] = useTransition()
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        start(() => router.refresh())
      }}
    >
      <button type="submit" aria-disabled={pending || undefined} className={buttonClass('outlined')}>
        <span aria-live="polite">{pending ? pendingLabel : label}</span>
      </button>
    </form>
  )
}
