import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Theme } from '@/lib/preferences'
import type { Action } from '@/lib/result'
import type { Agent } from '@/lib/schemas/agent'
import { ActionButton } from '../form/action-button'
import { AppLink } from '../layout/app-link'
import type { Brand } from '../layout/brand'
import { BrandMark } from '../layout/brand'
import { Footer } from '../layout/footer'
import type { PreferenceActions } from '../layout/preferences'
import { SoftLinks } from '../layout/soft-links'
import { Data } from '../ui/text'

type ConsoleShellProps = {
  brand: Brand
  reference: string
  theme: Theme
  actions: PreferenceActions & { readonly signOut: Action }
  /** Null for a guest; the page will send them to sign in. */
  agent: Agent | null
  children: ReactNode
}

/** The frame around an agent's work. It looks like no customer's page: a dark edge, and the word for where one is. */
export function ConsoleShell({ brand, reference, theme, actions, agent, children }: ConsoleShellProps) {
  const t = useTranslations()
  return (
    <SoftLinks className="flex min-h-dvh flex-col border-t-4 border-fg" question={t('app.unsaved')}>
      <a
        href="#main"
        data-screen
        className="sr-only focus:not-sr-only focus:absolute focus:start-4 focus:top-4 focus:z-40 focus:bg-bg focus:p-3"
      >
        {t('app.skip')}
      </a>
      <header data-screen className="border-b border-line bg-surface">
        <div className="mx-auto flex min-h-14 max-w-[100rem] flex-wrap items-center gap-x-4 px-4 sm:px-6">
          <AppLink href="/agent" className="flex min-h-11 min-w-0 grow items-center gap-3 no-underline">
            <BrandMark brand={brand} />
            <span className="text-meta font-semibold text-muted">{t('agent.console')}</span>
          </AppLink>
          {agent && <SignedIn agent={agent} signOut={actions.signOut} />}
        </div>
      </header>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[100rem] grow px-4 py-4 sm:px-6 sm:py-6">
        {children}
      </main>
      <Footer brand={brand} reference={reference} theme={theme} actions={actions} />
    </SoftLinks>
  )
}

function SignedIn({ agent, signOut }: { agent: Agent; signOut: Action }) {
  const t = useTranslations()
  return (
    <div className="flex flex-wrap items-center gap-x-3 sm:gap-x-4">
      {agent.role === 'lead' && (
        <>
          <AppLink href="/agent/audit" className="inline-flex min-h-11 items-center">
            {t('audit.title')}
          </AppLink>
          <AppLink href="/agent/approvals" className="inline-flex min-h-11 items-center">
            {t('approvals.title')}
          </AppLink>
        </>
      )}
      <p className="text-meta text-muted">
        <span className="sr-only">{t('nav.signedInAs')}</span> <Data>{agent.name}</Data>
        <span className="max-sm:hidden"> · </span>
        <span className="max-sm:block">{t(`agent.roles.${agent.role}`)}</span>
      </p>
      <ActionButton action={signOut} look="link" label={t('nav.signOut')} className="px-0" />
    </div>
  )
}
