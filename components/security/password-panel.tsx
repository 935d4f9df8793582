import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import { ActionButton } from '../form/action-button'
import { Section } from '../ui/card'

type PasswordPanelProps = {
  open: Action
  intent: string
  /** False where WHMCS cannot be told who is meant (sub-accounts of 7.x). */
  possible: boolean
}

/** WHMCS has no action for either: its own pages do it, and open signed in. */
export function PasswordPanel({ open, intent, possible }: PasswordPanelProps) {
  const t = useTranslations('security')
  const words = { refused: t('handoverRefused') }
  return (
    <Section id="password" title={t('passwordTitle')}>
      <p className="mb-4 text-muted">{t(possible ? 'passwordIntro' : 'passwordByMail')}</p>
      {possible && (
        <div className="flex flex-wrap gap-3">
          <ActionButton
            action={open}
            intent={intent}
            fields={{ page: 'password' }}
            look="outlined"
            label={t('changePassword')}
            pendingLabel={t('opening')}
            words={words}
          />
          <ActionButton
            action={open}
            intent={intent}
            fields={{ page: 'security' }}
            look="outlined"
            label={t('changeSecondFactor')}
            pendingLabel={t('opening')}
            words={words}
          />
        </div>
      )}
    </Section>
  )
}
