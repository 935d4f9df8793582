'use client'

import type { ReactNode } from 'react'
import type { Action } from '@/lib/result'
import { passwordInput } from '@/lib/schemas/person'
import type { FormFrameWords } from '../form/checked-form'
import { CheckedForm } from '../form/checked-form'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useCheckedForm } from '../form/use-checked-form'
import { NewPassword } from './new-password'

type PasswordFormProps = {
  id: number
  action: Action
  intent: string
  words: FormFrameWords & Readonly<Record<'password' | 'hint' | 'show' | 'hide' | 'submit' | 'saving', string>>
  errors: ErrorWords
  heading: ReactNode
}

export function PasswordForm({ id, action, intent, words, errors, heading }: PasswordFormProps) {
  const initial = { person: String(id) }
  const form = useCheckedForm({ action, intent, schema: passwordInput, words: errors, initial })
  return (
    <CheckedForm form={form} words={words} heading={heading}>
      <input {...form.hidden('person')} />
      <NewPassword form={form} words={words} hint={words.hint} />
      <SubmitButton look="outlined" label={words.submit} pendingLabel={words.saving} busy={form.pending} />
    </CheckedForm>
  )
}
