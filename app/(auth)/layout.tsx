import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { BrandMark } from '@/components/layout/brand'
import { Footer } from '@/components/layout/footer'
import { findTheme, THEME_COOKIE } from '@/lib/preferences'
import { brand } from '@/server/brand'
import { requestInfo } from '@/server/request'
import { setLocale, setTheme } from '../actions'

/** Pages of somebody who is not signed in: one card, nothing else to do. */
export default async function AuthLayout({ children }: { children: ReactNode }) {
  const [info, jar] = await Promise.all([requestInfo(), cookies()])
  return (
    <div className="flex min-h-dvh flex-col">
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[30rem] grow px-4 py-8 sm:py-16">
        <div className="mb-8 flex justify-center">
          <BrandMark brand={brand()} />
        </div>
        <div className="rounded-lg border border-line bg-bg p-5 sm:p-8">{children}</div>
      </main>
      <Footer
        brand={brand()}
        reference={info.ref}
        theme={findTheme(jar.get(THEME_COOKIE)?.value)}
        actions={{ setLocale, setTheme }}
      />
    </div>
  )
}
