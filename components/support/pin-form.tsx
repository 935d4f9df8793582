'use client'

import type { Action } from '@/lib/result'
import type { ConfirmWords } from '../account/confirm-password'
import { ConfirmPassword } from '../account/confirm-password'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useActionForm } from '../form/use-action-form'

type PinFormProps = {
  action: Action<string>
  intent: string
  /** Whether the owner has to prove again who they are. */
  confirm: boolean
  errors: ErrorWords
  words: ConfirmWords & Readonly<Record<'make' | 'makeAnother' | 'making' | 'pin' | 'pinOnce', string>>
}

/** Makes a PIN and shows it in its answer: no other page ever does. */
export function PinForm({ action, intent, confirm, errors, words }: PinFormProps) {
  const { submit, error, answer } = useActionForm(action, errors)
  const pin = answer.result?.ok ? answer.result.data : null
  return (
    <form action={submit} noValidate className="space-y-4">
      <input type="hidden" name="intent" value={answer.intent ?? intent} />
      {pin !== null && (
        <div role="status">
          <p className="text-meta text-muted">{words.pin}</p>
          <p className="figures text-h1 tracking-widest" dir="ltr" data-i18n="data">
            {pin}
          </p>
          <p>{words.pinOnce}</p>
        </div>
      )}
      {error && (
        <p role="alert" className="text-bad">
          {error.byName['currentPassword'] ?? error.message} {error.reference}
        </p>
      )}
      {confirm && (
        <ConfirmPassword key={answer.intent ?? intent} words={words} error={error?.byName['currentPassword']} />
      )}
      <SubmitButton look="outlined" label={pin === null ? words.make : words.makeAnother} pendingLabel={words.making} />
    </form>
  )
}
