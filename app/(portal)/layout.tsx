import { getTranslations } from 'next-intl/server'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { AccountMenu } from '@/components/layout/account-menu'
import { Shell } from '@/components/layout/shell'
import { UnderSupport } from '@/components/support/support-note'
import { SupportBadge } from '@/components/support/support-badge'
import { findTheme, THEME_COOKIE } from '@/lib/preferences'
import { CLASS_PAGES } from '@/lib/support-class'
import { brand } from '@/server/brand'
import { frame } from '@/server/frame'
import { requestInfo } from '@/server/request'
import { heldGrant } from '@/server/support/current'
import { setLocale, setTheme } from '../actions'
import { signOut } from './actions'
import { endVisit } from './support-access/actions'

/** The shell around every page of an account. It shows what the visitor may open; the page itself decides. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const [t, s, info, jar, known, held] = await Promise.all([
    getTranslations('nav'),
    getTranslations('support'),
    requestInfo(),
    cookies(),
    frame(),
    heldGrant(),
  ])
  const agent = held.kind === 'living' ? held.grant : null
  const items = known.menu.map(({ href, label }) => ({ href, label: t(label) }))
  return (
    <Shell
      brand={brand()}
      reference={info.ref}
      theme={findTheme(jar.get(THEME_COOKIE)?.value)}
      actions={{ setLocale, setTheme }}
      items={items}
      due={known.due}
      badge={known.support && <SupportBadge news={known.support} end={endVisit} />}
      account={known.email && <AccountMenu {...known} email={known.email} signOut={signOut} />}
    >
      {agent ? (
        <UnderSupport
          pages={agent.writing && CLASS_PAGES[agent.writing.class]}
          as={s('asAgent', { agent: agent.agent.name, customer: agent.customer })}
          off={s('notAvailable')}
        >
          {children}
        </UnderSupport>
      ) : (
        children
      )}
    </Shell>
  )
}
