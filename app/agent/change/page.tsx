import { getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { errorWords } from '@/components/layout/error-words'
import { PageTitle } from '@/components/layout/page-title'
import { ChangeForm } from '@/components/support/change-form'
import { WRITE_CLASSES } from '@/lib/support-class'
import { agentRead } from '@/server/agents/page'
import { asksCode } from '@/server/agents/step-up'
import { brand } from '@/server/brand'
import { ownGrant } from '@/server/support/change'
import { beginChanging } from './actions'

const ERRORS = [
  'support_reason',
  'support_class',
  'support_writing',
  'support_daily',
  'step_up_again',
  'code_required',
  'code_wrong',
] as const

/** What an agent who is in an account wants to change there, and why. */
export default async function ChangePage() {
  const [t, e] = await Promise.all([getTranslations('support'), getTranslations('errors')])
  return agentRead('agent', ownGrant, (grant, agent) => {
    if (!grant) redirect('/agent')
    const title = t('changeTitle', { name: grant.customer })
    return (
      <div className="max-w-2xl">
        <PageTitle>{`${title} – ${brand().name}`}</PageTitle>
        <h1 className="mb-3 text-h2">{title}</h1>
        <ChangeForm
          action={beginChanging}
          classes={WRITE_CLASSES.map((kind) => ({ kind, name: t(`classes.${kind}`), hint: t(`classHints.${kind}`) }))}
          asksCode={asksCode(agent)}
          errors={errorWords(e, ...ERRORS)}
          words={{
            intro: t('changeIntro'),
            summary: e('summary'),
            what: t('changeWhat'),
            reason: t('reason'),
            reasonHint: t('reasonHint'),
            code: t('code'),
            submit: t('change'),
            sending: t('changing'),
            back: t('backToAccount'),
          }}
        />
      </div>
    )
  })
}
