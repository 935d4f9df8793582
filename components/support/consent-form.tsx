'use client'

import type { ReactNode } from 'react'
import type { Action } from '@/lib/result'
import { withCurrentPassword } from '@/lib/schemas/profile'
import type { ConsentMode } from '@/lib/schemas/support-consent'
import { consentInput } from '@/lib/schemas/support-consent'
import type { ConfirmWords } from '../account/confirm-password'
import { ConfirmPassword } from '../account/confirm-password'
import type { FormFrameWords } from '../form/checked-form'
import { CheckedForm } from '../form/checked-form'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useCheckedForm } from '../form/use-checked-form'
import { FieldError } from '../ui/field'

type ConsentFormProps = {
  action: Action
  intent: string
  mode: ConsentMode
  choices: readonly { readonly mode: ConsentMode; readonly label: string; readonly text: string }[]
  confirm: boolean
  words: FormFrameWords & ConfirmWords & Readonly<Record<'legend' | 'submit' | 'saving', string>>
  errors: ErrorWords
  heading: ReactNode
}

/** How support may come into the account. */
export function ConsentForm({ action, intent, mode, choices, confirm, words, errors, heading }: ConsentFormProps) {
  const schema = confirm ? withCurrentPassword(consentInput) : consentInput
  const form = useCheckedForm({ action, intent, schema, words: errors, initial: { mode } })
  const error = form.errorOf('mode')
  const chosen = form.valueOf('mode')
  return (
    <CheckedForm form={form} words={words} heading={heading}>
      <fieldset id="mode" tabIndex={-1} aria-describedby={error && 'mode-error'}>
        <legend className="mb-3 font-semibold">{words.legend}</legend>
        {error && <FieldError id="mode-error">{error}</FieldError>}
        <div className="space-y-3">
          {choices.map((one) => (
            <label
              key={one.mode}
              className="flex cursor-pointer gap-3 rounded-lg border border-control p-4 has-checked:border-brand"
            >
              <input
                id={`mode-${one.mode}`}
                type="radio"
                name="mode"
                value={one.mode}
                defaultChecked={chosen === one.mode}
                aria-describedby={`mode-${one.mode}-text`}
                className="mt-1 size-5 shrink-0"
              />
              <span>
                <span className="block font-semibold">{one.label}</span>
                <span id={`mode-${one.mode}-text`} className="block text-muted">
                  {one.text}
                </span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      {confirm && <ConfirmPassword key={form.answer} words={words} error={form.errorOf('currentPassword')} />}
      <SubmitButton label={words.submit} pendingLabel={words.saving} busy={form.pending} />
    </CheckedForm>
  )
}
