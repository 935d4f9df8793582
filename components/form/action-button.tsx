'use client'

import { useActionState } from 'react'
import type { Action, FormState } from '@/lib/result'
import { NOT_SUBMITTED } from '@/lib/result'
import type { ButtonLook } from '../ui/button'
import { SubmitButton } from './submit-button'
import type { ErrorWords } from './use-action-form'
import { failureOf } from './use-action-form'

type ActionButtonProps<T> = {
  action: Action<T>
  /** Names the submission, for an action that must not be carried out twice; made by the page. */
  intent?: string
  fields?: Readonly<Record<string, string>>
  look?: ButtonLook
  label: string
  ariaLabel?: string
  pendingLabel?: string
  /** Other sentences for what can go wrong here, by message key; the server says the rest. */
  words?: ErrorWords
  className?: string
}

/** A form of one button: works without JavaScript, says when it is under way and when it failed. */
export function ActionButton<T = null>({
  action,
  intent,
  fields = {},
  words = {},
  className = '',
  ...button
}: ActionButtonProps<T>) {
  const initial: FormState<T> = NOT_SUBMITTED
  const [state, submit] = useActionState(action, initial)
  const failure = failureOf(state)
  const said = failure && (words[failure.message] ?? state.said)
  return (
    <form action={submit}>
      {intent && <input type="hidden" name="intent" value={state.intent ?? intent} />}
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton {...button} className={className} />
      {said && (
        <p role="alert" className="mt-2 text-bad">
          {said}
        </p>
      )}
    </form>
  )
}
