'use client'

import type { ReactNode } from 'react'
import type { FormValues } from '@/lib/form-values'
import type { Action } from '@/lib/result'
import { emailChangeInput, withCurrentPassword } from '@/lib/schemas/profile'
import type { ConfirmWords } from '../account/confirm-password'
import { ConfirmPassword } from '../account/confirm-password'
import type { FormFrameWords } from '../form/checked-form'
import { CheckedForm } from '../form/checked-form'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useCheckedForm } from '../form/use-checked-form'
import { EmailField } from '../ui/field'

type OwnEmailFormProps = {
  action: Action
  intent: string
  stored: FormValues
  /** Whether the person has to prove again who they are. */
  confirm: boolean
  words: FormFrameWords & ConfirmWords & Readonly<Record<'email' | 'emailHint' | 'submit' | 'saving', string>>
  errors: ErrorWords
  heading: ReactNode
}

/** The address that somebody signs in with. */
export function OwnEmailForm({ action, intent, stored, confirm, words, errors, heading }: OwnEmailFormProps) {
  const schema = confirm ? withCurrentPassword(emailChangeInput) : emailChangeInput
  const form = useCheckedForm({ action, intent, schema, words: errors, initial: stored })
  return (
    <CheckedForm form={form} words={words} heading={heading}>
      <EmailField label={words.email} hint={words.emailHint} {...form.field('email')} />
      {confirm && <ConfirmPassword key={form.answer} words={words} error={form.errorOf('currentPassword')} />}
      <SubmitButton label={words.submit} pendingLabel={words.saving} busy={form.pending} />
    </CheckedForm>
  )
}
