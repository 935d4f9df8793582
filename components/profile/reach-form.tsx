'use client'

import type { ReactNode } from 'react'
import type { FormValues } from '@/lib/form-values'
import type { Action } from '@/lib/result'
import type { ProfilePolicy } from '@/lib/schemas/profile'
import { reachInput, withCurrentPassword } from '@/lib/schemas/profile'
import type { ConfirmWords } from '../account/confirm-password'
import { ConfirmPassword } from '../account/confirm-password'
import type { FormFrameWords } from '../form/checked-form'
import { CheckedForm } from '../form/checked-form'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useCheckedForm } from '../form/use-checked-form'
import { EmailField, Field } from '../ui/field'

type ReachFormProps = {
  action: Action
  intent: string
  stored: FormValues
  policy: ProfilePolicy
  mayChangeEmail: boolean
  /** Whether the person has to prove again who they are. */
  confirm: boolean
  words: FormFrameWords &
    ConfirmWords &
    Readonly<Record<'email' | 'emailHint' | 'phone' | 'phoneHint' | 'submit' | 'saving', string>>
  errors: ErrorWords
  heading: ReactNode
  /** What is fixed, as text. */
  fixed: ReactNode
}

/** How the account is reached: its address and its number. */
export function ReachForm(props: ReachFormProps) {
  const { action, intent, stored, policy, mayChangeEmail, confirm, words, errors, heading, fixed } = props
  const plain = reachInput(policy)
  const schema = confirm ? withCurrentPassword(plain) : plain
  const form = useCheckedForm({ action, intent, schema, words: errors, initial: stored })
  return (
    <CheckedForm form={form} words={words} heading={heading}>
      <input {...form.hidden('version')} />
      {fixed}
      {mayChangeEmail ? (
        <EmailField label={words.email} hint={words.emailHint} {...form.field('email')} />
      ) : (
        !policy.locked.includes('email') && <input {...form.hidden('email')} />
      )}
      {!policy.locked.includes('phone') && (
        <Field
          type="tel"
          autoComplete="tel"
          maxLength={40}
          label={words.phone}
          hint={words.phoneHint}
          {...form.field('phone')}
        />
      )}
      {confirm && <ConfirmPassword key={form.answer} words={words} error={form.errorOf('currentPassword')} />}
      <SubmitButton label={words.submit} pendingLabel={words.saving} busy={form.pending} />
    </CheckedForm>
  )
}
