import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import type { FormFrameWords } from '../form/checked-form'
import { PasswordForm } from './password-form'
import { usePersonErrors } from './permission-words'

type PasswordSectionProps = {
  id: number
  name: string
  confirm: boolean
  action: Action
  intent: string
  frame: FormFrameWords
}

/** WHMCS 7.x: the owner may give a sub-account another password. */
export function PasswordSection({ id, name, confirm, action, intent, frame }: PasswordSectionProps) {
  const t = useTranslations('person')
  const profile = useTranslations('profile')
  const words = {
    ...frame,
    currentPassword: profile('currentPassword'),
    currentPasswordHint: profile('currentPasswordHint'),
    password: t('newPassword'),
    hint: t('newPasswordHint'),
    show: t('show'),
    hide: t('hide'),
    submit: t('submitPassword'),
    saving: t('saving'),
  }
  const heading = <h2 className="mb-4 text-h3 wrap-anywhere">{t('passwordTitle', { name })}</h2>
  return (
    <section className="border-t border-line pt-8">
      <PasswordForm {...{ id, confirm, action, intent, words, heading }} errors={usePersonErrors()} />
    </section>
  )
}
