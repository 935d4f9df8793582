'use client'

import { useActionState } from 'react'
import type { Action, FormState } from '@/lib/result'
import { NOT_SUBMITTED } from '@/lib/result'
import type { ButtonLook } from '../ui/button'
import { SubmitButton } from './submit-button'
import type { ErrorWords } from './use-action-form'
import { describe, failureOf } from './use-action-form'

type ActionButtonProps<T> = {
  action: Action<T>
  /** Names the submission, for an action that must not be carried out twice; made by the page. */
  intent?: string
  fields?: Readonly<Record<string, string>>
  look?: ButtonLook
  label: string
  ariaLabel?: string
  pendingLabel?: string
  /** What to say when it fails, by message key. */
  words: ErrorWords
  className?: string
}

/** A form of one button: works without JavaScript, says when it is under way and when it failed. */
export function ActionButton<T = null>({
  action,
  intent,
  fields = {},
  words,
  className = '',
  ...button
}: ActionButtonProps<T>) {
  const initial: FormState<T> = NOT_SUBMITTED
  const [state, submit] = useActionState(action, initial)
  const error = describe(failureOf(state), words)
  return (
    <form action={submit}>
      {intent && <input type="hidden" name="intent" value={state.intent ?? intent} />}
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton {...button} className={className} />
      {error && (
        <p role="alert" className="mt-2 text-bad">
          {error.message} {error.reference}
        </p>
      )}
    </form>
  )
}
