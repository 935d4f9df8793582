import type { Metadata, Viewport } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { TitlePrefix } from '@/components/layout/page-title'
import { directionOf } from '@/lib/i18n/locales'
import { findTheme, THEME_COOKIE } from '@/lib/preferences'
import { SupportBar } from '@/components/support/support-bar'
import { accentStyles } from '@/server/brand'
import { locationName } from '@/server/locations'
import type { Held } from '@/server/support/current'
import { heldGrant } from '@/server/support/current'
import { leaveSupport, readOnlySupport } from './actions'
import './globals.css'

/** Each page renders its own `PageTitle`: it has the data that the title names. */
export const metadata: Metadata = {
  robots: { index: false, follow: false },
  formatDetection: { telephone: false, date: false, address: false, email: false },
}

/** The page's own ground, and the two of the bar above it (`--bg`, `--warn-bg`, `--bad-bg` in globals.css). */
const GROUND = {
  none: { light: '#ffffff', dark: '#0c1015' },
  reading: { light: '#fff4d7', dark: '#382810' },
  changing: { light: '#ffeeee', dark: '#421b1b' },
}

function modeOf(held: Held): keyof typeof GROUND {
  if (held.kind !== 'living') return 'none'
  return held.grant.writing ? 'changing' : 'reading'
}

/** An agent in an account sees it on the browser's own frame too. */
export async function generateViewport(): Promise<Viewport> {
  const { light, dark } = GROUND[modeOf(await heldGrant())]
  return {
    themeColor: [
      { media: '(prefers-color-scheme: light)', color: light },
      { media: '(prefers-color-scheme: dark)', color: dark },
    ],
  }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [t, locale, sent, jar, held] = await Promise.all([
    getTranslations('support'),
    getLocale(),
    headers(),
    cookies(),
    heldGrant(),
  ])
  const nonce = sent.get('x-nonce') ?? undefined
  const theme = findTheme(jar.get(THEME_COOKIE)?.value)
  const accent = accentStyles()
  return (
    <html lang={locale} dir={directionOf(locale)} data-theme={theme === 'system' ? undefined : theme}>
      <head>
        {accent ? (
          <style nonce={nonce} suppressHydrationWarning>
            {accent}
          </style>
        ) : null}
      </head>
      <body>
        {held.kind === 'living' && (
          <SupportBar
            customer={held.grant.customer}
            ticket={held.grant.ticket}
            location={locationName(held.grant.location)}
            writing={held.grant.writing?.class ?? null}
            left={held.left}
            leave={leaveSupport}
            readOnly={readOnlySupport}
          />
        )}
        <TitlePrefix prefix={held.kind === 'living' ? t('titlePrefix') : ''}>{children}</TitlePrefix>
      </body>
    </html>
  )
}
