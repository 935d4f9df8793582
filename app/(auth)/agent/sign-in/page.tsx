import { getTranslations } from 'next-intl/server'
import { ActionButton } from '@/components/form/action-button'
import { errorWords } from '@/components/layout/error-words'
import { SignInForm } from '@/components/sign-in/sign-in-form'
import { Banner } from '@/components/ui/banner'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { agentEntrance } from '@/server/agents/page'
import { agentPath } from '@/server/agents/paths'
import { isProviderConfigured } from '@/server/agents/provider'
import { brand } from '@/server/brand'
import { beginProvider, signIn } from './actions'

export default async function AgentSignInPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [params, t, agent, e] = await Promise.all([
    searchParams,
    getTranslations('signIn'),
    getTranslations('agent'),
    getTranslations('errors'),
    agentEntrance(),
  ])
  const title = agent('signIn', { brand: brand().name })
  const next = typeof params['next'] === 'string' ? agentPath(params['next']) : undefined
  return (
    <>
      {(params['signed-out'] || params['error']) && (
        <div className="mb-6" role="status">
          {params['error'] ? (
            <Banner tone="bad" title={agent('oidcFailed')} />
          ) : (
            <Banner tone="ok" title={t('signedOut')} />
          )}
        </div>
      )}
      <SignInForm
        action={signIn}
        next={next}
        where={null}
        errors={errorWords(e, 'email_required', 'email_format', 'password_required', 'credentials')}
        words={{
          pageTitle: title,
          errorTitle: e('titlePrefix', { title }),
          summary: e('summary'),
          title,
          email: t('email'),
          password: t('password'),
          show: t('show'),
          hide: t('hide'),
          submit: t('submit'),
          sending: t('sending'),
        }}
      />
      {isProviderConfigured() && (
        <>
          <p className="my-4 text-center text-muted">{t('or')}</p>
          <ActionButton
            action={beginProvider}
            fields={next ? { next } : {}}
            look="outlined"
            label={agent('oidc')}
            className="w-full"
          />
        </>
      )}
      <p className="mt-6 text-meta text-muted">{agent('signInWho')}</p>
    </>
  )
}
