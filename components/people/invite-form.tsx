'use client'

import type { ReactNode } from 'react'
import type { Action } from '@/lib/result'
import { inviteInput, newSubaccountInput } from '@/lib/schemas/person'
import type { FormFrameWords } from '../form/checked-form'
import { CheckedForm } from '../form/checked-form'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useCheckedForm } from '../form/use-checked-form'
import { EmailField, Field } from '../ui/field'
import { NewPassword } from './new-password'
import type { PeopleKind } from './people-list'
import type { PermissionWords } from './permission-words'
import { PermissionsField } from './permissions-field'

type Word =
  'firstName' | 'lastName' | 'email' | 'emailHint' | 'password' | 'passwordHint' | 'show' | 'hide' | 'submit' | 'saving'

type InviteFormProps = {
  kind: PeopleKind
  action: Action
  intent: string
  ticked: readonly string[]
  words: FormFrameWords & Readonly<Record<Word, string>>
  permissions: PermissionWords
  errors: ErrorWords
  heading: ReactNode
}

/** Nothing is filled in by the browser: it would fill in whoever sits before it, and this is somebody else. */
const OFF = { autoComplete: 'off', enterKeyHint: 'next', spellCheck: false } as const

export function InviteForm({ kind, action, intent, ticked, words, permissions, errors, heading }: InviteFormProps) {
  const form = useCheckedForm({
    action,
    intent,
    schema: kind === 'users' ? inviteInput : newSubaccountInput,
    words: errors,
    initial: { permissions: ticked },
  })
  const email = (
    <EmailField
      {...OFF}
      label={words.email}
      {...form.field('email')}
      hint={words.emailHint}
      className="sm:col-span-2"
    />
  )
  return (
    <CheckedForm form={form} words={words} heading={heading}>
      {kind === 'users' ? (
        email
      ) : (
        <div className="grid gap-6 sm:grid-cols-2">
          <Field {...OFF} label={words.firstName} maxLength={100} {...form.field('firstName')} />
          <Field {...OFF} label={words.lastName} maxLength={100} {...form.field('lastName')} />
          {email}
          <NewPassword form={form} words={words} hint={words.passwordHint} className="sm:col-span-2" />
        </div>
      )}
      <PermissionsField
        words={permissions}
        ticked={[form.valueOf('permissions')].flat()}
        error={form.errorOf('permissions')}
        onChange={() => form.clearError('permissions')}
      />
      <SubmitButton label={words.submit} pendingLabel={words.saving} busy={form.pending} />
    </CheckedForm>
  )
}
