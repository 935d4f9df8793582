import { getTranslations } from 'next-intl/server'
import { AppLink } from '@/components/layout/app-link'
import { ForgotForm } from '@/components/password/forgot-form'
import { forgotWords } from '@/components/password/forgot-words'
import { brand } from '@/server/brand'
import { publicPage } from '@/server/page'
import { forgotPassword } from './actions'

export default async function ForgotPasswordPage() {
  const [t, c, e] = await Promise.all([
    getTranslations('forgotPassword'),
    getTranslations('checkEmail'),
    getTranslations('errors'),
    publicPage(),
  ])
  return (
    <>
      <ForgotForm
        action={forgotPassword}
        {...forgotWords({ t, c, e }, t('title'), brand().name)}
        heading={
          <>
            <h1 className="mb-3 text-h2">{t('title')}</h1>
            <p className="mb-6 text-muted">{t('intro')}</p>
          </>
        }
      />
      <p className="mt-4">
        <AppLink href="/sign-in" className="inline-flex min-h-11 items-center">
          {c('signIn')}
        </AppLink>
      </p>
    </>
  )
}
