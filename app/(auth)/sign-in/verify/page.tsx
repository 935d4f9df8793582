import { getTranslations } from 'next-intl/server'
import { ActionButton } from '@/components/form/action-button'
import { errorWords } from '@/components/layout/error-words'
import { PageTitle } from '@/components/layout/page-title'
import { VerifyForm } from '@/components/sign-in/verify-form'
import { buttonClass } from '@/components/ui/button'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { single } from '@/lib/schemas/invoice-query'
import { brand } from '@/server/brand'
import { codeExpected } from '@/server/auth/visitor'
import { publicPage } from '@/server/page'
import { signInElsewhere } from '@/server/use-cases/sign-in'
import { beginOidc, restart, verifyCode } from '../actions'

export default async function VerifyPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [params, t, e, expected] = await Promise.all([
    searchParams,
    getTranslations('verify'),
    getTranslations('errors'),
    codeExpected(),
    publicPage(),
  ])
  const { name } = brand()
  const words = errorWords(e, 'code_required', 'code_wrong', 'challenge_ended')
  return (
    <>
      {expected ? (
        <VerifyForm
          action={verifyCode}
          errors={words}
          words={{
            pageTitle: `${t('title')} – ${name}`,
            errorTitle: `${e('titlePrefix', { title: t('title') })} – ${name}`,
            summary: e('summary'),
            title: t('title'),
            intro: t('intro'),
            code: t('code'),
            codeHint: t('codeHint'),
            submit: t('submit'),
            sending: t('sending'),
          }}
        />
      ) : (
        <Elsewhere at={signInElsewhere(single(params, 'at') || undefined)} />
      )}
      <ActionButton action={restart} look="link" label={t('restart')} className="mt-4 px-0" />
    </>
  )
}

/** Only WHMCS's own pages can ask for the second factor here. Without saying which WHMCS there is only the way back. */
async function Elsewhere({ at }: { at: ReturnType<typeof signInElsewhere> }) {
  const t = await getTranslations('verify')
  return (
    <>
      <PageTitle>{`${t('elsewhereTitle')} – ${brand().name}`}</PageTitle>
      <h1 className="mb-3 text-h2">{t('elsewhereTitle')}</h1>
      <p className="mb-2">{t('elsewhere')}</p>
      <p className="mb-6 text-muted">{at?.oidc ? t('elsewhereOidc') : t('elsewhereStay')}</p>
      {at?.oidc && (
        <ActionButton
          action={beginOidc}
          fields={{ location: at.oidc.id }}
          look="filled"
          label={t('goOidc')}
          className="w-full"
        />
      )}
      {at && !at.oidc && (
        <a href={at.whmcsUrl} rel="noreferrer" className={buttonClass('filled', 'w-full')}>
          {t('goWhmcs')}
        </a>
      )}
    </>
  )
}
