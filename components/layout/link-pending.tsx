'use client'

import { useLinkStatus } from 'next/link'

/** Appears only when the page takes longer than a blink. */
export function LinkPending() {
  const { pending } = useLinkStatus()
  return pending ? <span aria-hidden className="link-pending" /> : null
}
