'use client'

import { useActionState } from 'react'
import type { Action, FormState } from '@/lib/result'
import { NOT_SUBMITTED } from '@/lib/result'
import { SubmitButton } from '../form/submit-button'
import { Note } from './support-note'

type RevealProps = {
  action: Action<string>
  fields: Readonly<Record<'client' | 'location' | 'what' | 'of', string>>
  masked: string
  words: Readonly<Record<'show' | 'showLabel' | 'showing', string>>
}

/** A value that is hidden from support, and the way to have it shown: on record, in this page alone. */
export function Reveal({ action, fields, masked, words }: RevealProps) {
  const initial: FormState<string> = NOT_SUBMITTED
  const [state, submit] = useActionState(action, initial)
  const shown = state.result?.ok ? state.result.data : null
  return (
    <form action={submit} className="flex flex-wrap items-center gap-x-3">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <bdi dir="ltr" role="status" data-i18n="data">
        {shown ?? masked}
      </bdi>
      {shown === null && (
        // The agent's own button: it works in every account.
        <Note value={{}}>
          <SubmitButton
            look="link"
            label={words.show}
            ariaLabel={words.showLabel}
            pendingLabel={words.showing}
            className="px-0"
          />
        </Note>
      )}
      {state.said && (
        <span role="alert" className="text-bad">
          {state.said}
        </span>
      )}
    </form>
  )
}
