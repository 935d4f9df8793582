import { getTranslations } from 'next-intl/server'
import { AppLink } from '@/components/layout/app-link'
import { ForgotForm } from '@/components/password/forgot-form'
import { forgotWords } from '@/components/password/forgot-words'
import { brand } from '@/server/brand'
import { publicPage } from '@/server/page'
import { resetElsewhere } from '@/server/use-cases/forgot-password'
import { forgotPassword } from '../forgot-password/actions'

/** WHMCS's links lead to WHMCS's own page, and its API has no second step: this page says so, and sends another link. */
export default async function ResetPasswordPage() {
  const [r, t, c, e] = await Promise.all([
    getTranslations('resetPassword'),
    getTranslations('forgotPassword'),
    getTranslations('checkEmail'),
    getTranslations('errors'),
    publicPage(),
  ])
  const sites = resetElsewhere()
  const hosts = sites.map(({ host }) => host).join(', ')
  return (
    <>
      <ForgotForm
        action={forgotPassword}
        {...forgotWords({ t, c, e }, r('title'), brand().name)}
        heading={
          <>
            <h1 className="mb-3 text-h2">{r('title')}</h1>
            <p className="mb-3">{r.rich('where', { host: () => <bdi>{hosts}</bdi> })}</p>
            <p className="mb-6 text-muted">{r('devices')}</p>
            <h2 className="mb-2 text-h3">{r('again')}</h2>
            <p className="mb-6 text-muted">{r('againNext')}</p>
          </>
        }
      />
      <p className="mt-4 flex flex-wrap gap-x-6">
        <AppLink href="/sign-in" className="inline-flex min-h-11 items-center">
          {c('signIn')}
        </AppLink>
        {sites.map(({ url, name }) => (
          <a key={url} href={url} rel="noreferrer" className="inline-flex min-h-11 items-center gap-1">
            {r('elsewhere')} {name && <bdi>{name}</bdi>}
          </a>
        ))}
      </p>
    </>
  )
}
