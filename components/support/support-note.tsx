'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { createContext, use } from 'react'

/** What a form says to an agent in the account: in whose name its button acts (`as`), or that it does nothing here. */
type SupportNote = { readonly as?: string | undefined; readonly off?: string | undefined }

/** Empty around what is the agents' own. */
export const Note = createContext<SupportNote>({})

type UnderSupportProps = SupportNote & {
  /** The pages whose forms the agent may send just now, as a regular expression; null for one who is there to read. */
  pages: string | null
  children: ReactNode
}

/** Around what a page shows to an agent in a customer's account. It only says; the actions themselves decide. */
export function UnderSupport({ pages, as, off, children }: UnderSupportProps) {
  const path = usePathname()
  return <Note value={pages && path.match(pages) ? { as } : { off }}>{children}</Note>
}

/** Empty for everybody who is no agent in an account. */
export function useSupportNote(): SupportNote {
  return use(Note)
}
