'use client'

import type { ReactNode } from 'react'
import type { Action } from '@/lib/result'
import { passwordInput } from '@/lib/schemas/person'
import { withCurrentPassword } from '@/lib/schemas/profile'
import type { ConfirmWords } from '../account/confirm-password'
import { ConfirmPassword } from '../account/confirm-password'
import type { FormFrameWords } from '../form/checked-form'
import { CheckedForm } from '../form/checked-form'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useCheckedForm } from '../form/use-checked-form'
import { NewPassword } from './new-password'

type PasswordFormProps = {
  id: number
  /** Whether the owner has to prove again who they are. */
  confirm: boolean
  action: Action
  intent: string
  words: FormFrameWords & ConfirmWords & Readonly<Record<'password' | 'hint' | 'submit' | 'saving', string>>
  errors: ErrorWords
  heading: ReactNode
}

export function PasswordForm({ id, confirm, action, intent, words, errors, heading }: PasswordFormProps) {
  const initial = { person: String(id) }
  const schema = confirm ? withCurrentPassword(passwordInput) : passwordInput
  const form = useCheckedForm({ action, intent, schema, words: errors, initial })
  return (
    <CheckedForm form={form} words={words} heading={heading}>
      <input {...form.hidden('person')} />
      <NewPassword form={form} words={words} hint={words.hint} />
      {confirm && <ConfirmPassword key={form.answer} words={words} error={form.errorOf('currentPassword')} />}
      <SubmitButton look="outlined" label={words.submit} pendingLabel={words.saving} busy={form.pending} />
    </CheckedForm>
  )
}
