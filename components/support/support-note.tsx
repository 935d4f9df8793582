'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { createContext, use } from 'react'
import type { WriteClass } from '@/lib/support-class'
import { isPageOf } from '@/lib/support-class'

/** What a form says to an agent in the account: in whose name its button acts, or that it does nothing here. */
export type SupportNote = { readonly as: string } | { readonly unavailable: string }

const Note = createContext<SupportNote | null>(null)

type UnderSupportProps = {
  /** What the agent may change just now; null for one who is there to read. */
  writing: WriteClass | null
  words: { as: string; unavailable: string }
  children: ReactNode
}

/** Around what a page shows to an agent in a customer's account. It only says; the actions themselves decide. */
export function UnderSupport({ writing, words, children }: UnderSupportProps) {
  const path = usePathname()
  const { as, unavailable } = words
  const note = writing !== null && isPageOf(writing, path) ? { as } : { unavailable }
  return <Note value={note}>{children}</Note>
}

/** Null for everybody who is no agent in an account. */
export function useSupportNote(): SupportNote | null {
  return use(Note)
}
