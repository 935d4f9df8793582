import { getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { errorWords } from '@/components/layout/error-words'
import { SignInForm } from '@/components/sign-in/sign-in-form'
import { Banner } from '@/components/ui/banner'
import { safePath } from '@/lib/paths'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { brand } from '@/server/brand'
import { publicPage } from '@/server/page'
import { signInElsewhere } from '@/server/use-cases/sign-in'
import { signIn } from './actions'

export default async function SignInPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams
  const { name } = brand()
  const [t, e, { signedIn }] = await Promise.all([getTranslations('signIn'), getTranslations('errors'), publicPage()])
  const next = typeof params['next'] === 'string' ? safePath(params['next']) : undefined
  if (signedIn) redirect(next ?? '/')
  const { whmcsUrl, oidc } = signInElsewhere()
  const words = Object.fromEntries
  void words
  return (
    <>
      {params['signed-out'] && (
        <div className="mb-6" role="status">
          <Banner tone="ok" title={t('signedOut')} />
        </div>
      )}
      <SignInForm
        action={signIn}
        next={next}
        errors={errorWords(e, 'email_required', 'email_format', 'password_required', 'credentials')}
        words={{
          pageTitle: `${t('title')} – ${name}`,
          errorTitle: `${e('titlePrefix', { title: t('title') })} – ${name}`,
          summary: e('summary'),
          title: t('to', { brand: name }),
          email: t('email'),
          password: t('password'),
          show: t('show'),
          hide: t('hide'),
          submit: t('submit'),
          sending: t('sending'),
        }}
      />
      <p className="mt-6">
        <a href={`${whmcsUrl}`} className="inline-flex min-h-11 items-center">
          {t('forgot')}
        </a>
      </p>
      {oidc && null}
    </>
  )
}
