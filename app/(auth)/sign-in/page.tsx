import { getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { ActionButton } from '@/components/form/action-button'
import { AppLink } from '@/components/layout/app-link'
import { errorWords } from '@/components/layout/error-words'
import { SignInForm } from '@/components/sign-in/sign-in-form'
import { Banner } from '@/components/ui/banner'
import { safePath } from '@/lib/paths'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { brand } from '@/server/brand'
import { findLocation, locationName, locations } from '@/server/locations'
import { publicPage } from '@/server/page'
import { isRegistrationOpen } from '@/server/use-cases/register'
import { beginOidc, signIn } from './actions'

const ERRORS = [
  'email_required',
  'email_format',
  'password_required',
  'credentials',
  'location_required',
  'location_down',
]

export default async function SignInPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [params, t, e, { signedIn }] = await Promise.all([
    searchParams,
    getTranslations('signIn'),
    getTranslations('errors'),
    publicPage(),
  ])
  const { name } = brand()
  const next = typeof params['next'] === 'string' ? safePath(params['next']) : undefined
  if (signedIn) redirect(next ?? '/')
  const all = locations()
  const preset = all.length > 1 && typeof params['location'] === 'string' ? findLocation(params['location']) : null
  return (
    <>
      {(params['signed-out'] || params['error']) && (
        <div className="mb-6" role="status">
          {params['error'] ? (
            <Banner tone="bad" title={t('oidcFailed')} />
          ) : (
            <Banner tone="ok" title={t('signedOut')} />
          )}
        </div>
      )}
      <SignInForm
        action={signIn}
        next={next}
        where={
          all.length > 1
            ? { label: t('location'), options: all.map((one) => ({ id: one.id, label: one.name })), preset: preset?.id }
            : null
        }
        errors={errorWords(e, ...ERRORS)}
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
      <Oidc next={next} />
      <Otherwise />
    </>
  )
}

/** WHMCS's own sign-in, wherever it is set up. */
async function Oidc({ next }: { next: string | undefined }) {
  const t = await getTranslations('signIn')
  const offered = locations().filter(({ oidc }) => oidc)
  if (offered.length === 0) return null
  return (
    <>
      <p className="my-4 text-center text-muted">{t('or')}</p>
      {offered.map(({ id }) => (
        <ActionButton
          key={id}
          action={beginOidc}
          fields={{ location: id, ...(next && { next }) }}
          look="outlined"
          label={t('oidc', { brand: [brand().name, locationName(id)].filter(Boolean).join(' ') })}
          className="mb-2 w-full"
        />
      ))}
    </>
  )
}

/** For whoever cannot sign in. */
async function Otherwise() {
  const t = await getTranslations('signIn')
  return (
    <p className="mt-4 flex flex-wrap gap-x-6">
      <AppLink href="/forgot-password" className="inline-flex min-h-11 items-center">
        {t('forgot')}
      </AppLink>
      {isRegistrationOpen() && (
        <AppLink href="/register" className="inline-flex min-h-11 items-center">
          {t('register')}
        </AppLink>
      )}
    </p>
  )
}
