import { Menu as MenuIcon } from '../ui/icons'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Theme } from '@/lib/preferences'
import type { Brand } from './brand'
import { BrandMark } from './brand'
import { AppLink } from './app-link'
import { Footer } from './footer'
import type { NavItem } from './nav'
import { Nav } from './nav'
import type { PreferenceActions } from './preferences'
import { SoftLinks } from './soft-links'

type ShellProps = {
  brand: Brand
  reference: string
  theme: Theme
  actions: PreferenceActions
  items: readonly NavItem[]
  /** What is due, ready to show; null when nothing is or the visitor may not know. */
  due: string | null
  /** Of support in the account or at its door. */
  badge: ReactNode
  account: ReactNode
  children: ReactNode
}

/** Header, menu, page, footer. Below 64rem a button in the header opens the menu: one menu, whatever the width. */
export function Shell({ brand, reference, theme, actions, items, due, badge, account, children }: ShellProps) {
  const t = useTranslations()
  return (
    <SoftLinks className="group/shell flex min-h-dvh flex-col" question={t('app.unsaved')}>
      <a
        href="#main"
        data-screen
        className="sr-only focus:not-sr-only focus:absolute focus:start-4 focus:top-4 focus:z-40 focus:bg-bg focus:p-3"
      >
        {t('app.skip')}
      </a>
      <header data-screen className="border-b border-line bg-bg">
        <div className="mx-auto flex min-h-16 max-w-[87rem] flex-wrap items-center gap-x-3 px-4 sm:gap-x-4 sm:px-6">
          <AppLink href="/" className="me-auto flex min-h-11 max-w-fit min-w-0 grow basis-20 items-center no-underline">
            <BrandMark brand={brand} />
          </AppLink>
          {due && (
            <AppLink
              href="/invoices?status=unpaid"
              aria-label={t('nav.dueLabel', { amount: due })}
              className="figures inline-flex min-h-11 items-center font-semibold"
            >
              <bdi>{due}</bdi>
            </AppLink>
          )}
          <details data-menu className="lg:hidden">
            <summary
              aria-label={t('nav.menu')}
              aria-controls="menu"
              className="flex size-11 list-none items-center justify-center rounded border border-control [&::-webkit-details-marker]:hidden"
            >
              <MenuIcon aria-hidden className="size-5" strokeWidth={1.75} />
            </summary>
          </details>
        </div>
      </header>
      {badge}
      <div className="mx-auto w-full max-w-[87rem] grow px-4 sm:px-6 lg:flex lg:gap-8">
        <div
          id="menu"
          data-screen
          className="hidden border-line py-4 group-has-[[data-menu][open]]/shell:block max-lg:border-b lg:block lg:w-60 lg:shrink-0 lg:border-e lg:py-8 lg:pe-6"
        >
          <Nav items={items} label={t('nav.label')}>
            {account}
          </Nav>
        </div>
        <main id="main" tabIndex={-1} className="min-w-0 grow py-6 sm:py-8">
          {children}
        </main>
      </div>
      <Footer brand={brand} reference={reference} theme={theme} actions={actions} />
    </SoftLinks>
  )
}
