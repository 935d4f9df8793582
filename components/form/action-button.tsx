'use client'

import { useActionState } from 'react'
import type { Action, FormState } from '@/lib/result'
import { NOT_SUBMITTED } from '@/lib/result'
import type { ButtonLook } from '../ui/button'
import { SubmitButton } from './submit-button'

type ActionButtonProps = {
  action: Action
  fields?: Readonly<Record<string, string>>
  look?: ButtonLook
  label: string
  ariaLabel?: string
  pendingLabel?: string
  /** For a choice among several: whether it is the one in force. */
  pressed?: boolean
  /** What to say when it fails, by message key. */
  words: Readonly<Record<string, string>>
  className?: string
}

/** A form of one button: works without JavaScript, says when it is under way and when it failed. */
export function ActionButton({ action, fields = {}, words, className = '', ...button }: ActionButtonProps) {
  const initial: FormState = NOT_SUBMITTED
  const [state, submit] = useActionState(action, initial)
  const failure = state.result && !state.result.ok ? state.result : null
  return (
    <form action={submit}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton {...button} className={className} />
      {failure && (
        <p role="alert" className="mt-2 text-bad">
          {words[failure.message] ?? words[failure.code] ?? words['unexpected']}
        </p>
      )}
    </form>
  )
}
