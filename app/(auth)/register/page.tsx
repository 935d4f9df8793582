import { getTranslations } from 'next-intl/server'
import { notFound, redirect } from 'next/navigation'
import { AppLink } from '@/components/layout/app-link'
import { RegisterEditor } from '@/components/register/register-editor'
import { brand } from '@/server/brand'
import { newIntent, publicPage } from '@/server/page'
import { registrationPolicy } from '@/server/profile-policy'
import { isRegistrationOpen } from '@/server/use-cases/register'
import { register } from './actions'

export default async function RegisterPage() {
  const [t, { signedIn }] = await Promise.all([getTranslations('register'), publicPage()])
  if (!isRegistrationOpen()) notFound()
  if (signedIn) redirect('/accounts')
  return (
    <>
      <RegisterEditor action={register} intent={newIntent()} policy={registrationPolicy()} brandName={brand().name} />
      <p className="mt-4">
        <AppLink href="/sign-in" className="inline-flex min-h-11 items-center">
          {t('haveAccount')}
        </AppLink>
      </p>
    </>
  )
}
