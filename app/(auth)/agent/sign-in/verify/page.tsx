import { getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { Enrolment } from '@/components/agent/enrolment'
import { ActionButton } from '@/components/form/action-button'
import { errorWords } from '@/components/layout/error-words'
import { VerifyForm } from '@/components/sign-in/verify-form'
import { waitingFor } from '@/server/agents/cookie'
import { secondStep } from '@/server/agents/enrolment'
import { agentEntrance } from '@/server/agents/page'
import { brand } from '@/server/brand'
import { restart, verifyCode } from '../actions'

export default async function AgentVerifyPage() {
  const [t, agent, e, step] = await Promise.all([
    getTranslations('verify'),
    getTranslations('agent'),
    getTranslations('errors'),
    waitingFor().then(secondStep),
    agentEntrance(),
  ])
  if (!step) redirect('/agent/sign-in')
  const enrolling = step.kind === 'enrol'
  const title = enrolling ? agent('enrolTitle') : t('title')
  const pageTitle = `${title} – ${brand().name}`
  const errors = errorWords(e, 'code_required', 'code_wrong', 'challenge_ended')
  return (
    <>
      <VerifyForm
        action={verifyCode}
        errors={errors}
        words={{
          pageTitle,
          errorTitle: e('titlePrefix', { title: pageTitle }),
          summary: e('summary'),
          title,
          intro: agent(enrolling ? 'enrolIntro' : 'codeIntro'),
          code: t('code'),
          codeHint: agent(enrolling ? 'enrolCodeHint' : 'codeHint'),
          submit: t('submit'),
          sending: t('sending'),
        }}
      >
        {enrolling && <Enrolment {...step} />}
      </VerifyForm>
      <ActionButton action={restart} look="link" label={t('restart')} className="mt-4 px-0" />
    </>
  )
}
