import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import type { ConsentMode } from '@/lib/schemas/support-consent'
import { AppLink } from '../layout/app-link'
import { errorWords } from '../layout/error-words'
import { buttonClass } from '../ui/button'
import { Section } from '../ui/card'
import { useConfirmWords } from '../account/confirm-words'
import { PinForm } from './pin-form'

type ConsentSectionProps = { mode: ConsentMode; confirm: boolean; makePin: Action<string>; intent: string }

/** How support comes into the account, and the PIN where it takes one. */
export function ConsentSection({ mode, confirm, makePin, intent }: ConsentSectionProps) {
  const t = useTranslations('supportConsent')
  const errors = errorWords(
    useTranslations('errors'),
    'support_mode',
    'support_pin_over',
    'password_required',
    'password_wrong',
  )
  const words = {
    ...useConfirmWords(),
    make: t('makePin'),
    makeAnother: t('makeAnother'),
    making: t('making'),
    pin: t('pin'),
    pinOnce: t('pinOnce'),
  }
  return (
    <Section id="how" title={t('title')} className="mb-6">
      <p className="font-semibold">{t(`modes.${mode}`)}</p>
      <p className="mb-4 text-muted">{t(`modeText.${mode}`)}</p>
      {mode === 'pin' && <PinForm {...{ action: makePin, intent, confirm, errors, words }} />}
      <p className="mt-4">
        <AppLink href="/support-access/setting" className={buttonClass('outlined')}>
          {t('change')}
        </AppLink>
      </p>
    </Section>
  )
}
