'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { createContext, use } from 'react'

/** What a form says to an agent in the account: in whose name its button acts, or that it does nothing here. */
export type SupportNote = { readonly as: string } | { readonly unavailable: string }

/** Null around what is the agents' own. */
export const Note = createContext<SupportNote | null>(null)

type UnderSupportProps = {
  /** Which pages' forms the agent may send just now, as a regular expression; null for one who is there to read. */
  pages: string | null
  words: { as: string; unavailable: string }
  children: ReactNode
}

/** Around what a page shows to an agent in a customer's account. It only says; the actions themselves decide. */
export function UnderSupport({ pages, words, children }: UnderSupportProps) {
  const path = usePathname()
  const { as, unavailable } = words
  const note = pages !== null && new RegExp(pages).test(path) ? { as } : { unavailable }
  return <Note value={note}>{children}</Note>
}

/** Null for everybody who is no agent in an account. */
export function useSupportNote(): SupportNote | null {
  return use(Note)
}
