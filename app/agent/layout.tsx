import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { ConsoleShell } from '@/components/agent/console-shell'
import { findTheme, THEME_COOKIE } from '@/lib/preferences'
import { currentAgent } from '@/server/agents/session'
import { brand } from '@/server/brand'
import { requestInfo } from '@/server/request'
import { setLocale, setTheme } from '../actions'
import { signOut } from './actions'

/** The frame of the console. It decides nothing: each page does. */
export default async function AgentLayout({ children }: { children: ReactNode }) {
  const [info, jar, session] = await Promise.all([requestInfo(), cookies(), currentAgent()])
  return (
    <ConsoleShell
      brand={brand()}
      reference={info.ref}
      theme={findTheme(jar.get(THEME_COOKIE)?.value)}
      actions={{ setLocale, setTheme, signOut }}
      agent={session?.agent ?? null}
    >
      {children}
    </ConsoleShell>
  )
}
