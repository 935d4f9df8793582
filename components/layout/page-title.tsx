'use client'

import type { ReactNode } from 'react'
import { createContext, use } from 'react'

const Prefix = createContext('')

/** A word before the title of every page below, so that two tabs cannot be mixed up. '' for none. */
export function TitlePrefix({ prefix, children }: { prefix: string; children: ReactNode }) {
  return <Prefix value={prefix}>{children}</Prefix>
}

/** What the browser's tab says. Every page has one: it has the data that the title names. */
export function PageTitle({ children }: { children: string }) {
  const prefix = use(Prefix)
  return <title>{prefix === '' ? children : `${prefix} ${children}`}</title>
}
