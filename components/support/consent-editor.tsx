import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import type { ConsentMode } from '@/lib/schemas/support-consent'
import { CONSENT_MODES } from '@/lib/schemas/support-consent'
import { useConfirmWords } from '../account/confirm-words'
import { PageHeading } from '../account/page-heading'
import { errorWords } from '../layout/error-words'
import { useFrameWords } from '../profile/profile-errors'
import { ConsentForm } from './consent-form'

type ConsentEditorProps = {
  action: Action
  intent: string
  brandName: string
  mode: ConsentMode
  choices: readonly ConsentMode[]
  confirm: boolean
}

/** The page where an owner says how support may come in. */
export function ConsentEditor({ brandName, choices, ...form }: ConsentEditorProps) {
  const t = useTranslations('supportConsent')
  const e = useTranslations('errors')
  const words = {
    ...useConfirmWords(),
    ...useFrameWords(t('title'), brandName),
    legend: t('legend'),
    submit: t('save'),
    saving: t('saving'),
  }
  return (
    <div className="max-w-2xl">
      <ConsentForm
        {...form}
        choices={choices.map((mode) => ({ mode, label: t(`modes.${mode}`), text: t(`modeText.${mode}`) }))}
        words={words}
        errors={errorWords(e, 'support_mode', 'password_required', 'password_wrong')}
        heading={
          <PageHeading
            title={t('title')}
            back={{ href: '/support-access', label: useTranslations('supportAccess')('title') }}
            {...(choices.length < CONSENT_MODES.length && { intro: t('forced') })}
          />
        }
      />
    </div>
  )
}
