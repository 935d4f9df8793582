import type { Metadata, Viewport } from 'next'
import { getLocale } from 'next-intl/server'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { TrustedTypes } from '@/components/layout/trusted-types'
import { directionOf } from '@/lib/i18n/locales'
import { findTheme, THEME_COOKIE } from '@/lib/preferences'
import { SupportBar } from '@/components/support/support-bar'
import { accentStyles } from '@/server/brand'
import { locationName } from '@/server/locations'
import { heldGrant } from '@/server/support/current'
import { leaveSupport, readOnlySupport } from './actions'
import './globals.css'

/** Each page renders its own <title>: it has the data that the title names. */
export const metadata: Metadata = {
  robots: { index: false, follow: false },
  formatDetection: { telephone: false, date: false, address: false, email: false },
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#0c1015' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, sent, jar, held] = await Promise.all([getLocale(), headers(), cookies(), heldGrant()])
  const nonce = sent.get('x-nonce') ?? undefined
  const theme = findTheme(jar.get(THEME_COOKIE)?.value)
  const accent = accentStyles()
  return (
    <html lang={locale} dir={directionOf(locale)} data-theme={theme === 'system' ? undefined : theme}>
      <head>
        <TrustedTypes nonce={nonce} />
        {accent && (
          <style nonce={nonce} suppressHydrationWarning>
            {accent}
          </style>
        )}
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
        {children}
      </body>
    </html>
  )
}
