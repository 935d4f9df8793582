'use client'

import { useActionState } from 'react'
import type { Action, Failure, FormState } from '@/lib/result'
import { NOT_SUBMITTED } from '@/lib/result'

/** Message keys to sentences, picked on the server for this form. A key that is missing falls back to its code's sentence. */
export type ErrorWords = Readonly<Record<string, string>>

function sentence(words: ErrorWords, key: string): string {
  return words[key] ?? words['invalid'] ?? ''
}

function describe(failure: Failure | null, words: ErrorWords) {
  if (!failure) return null
  const fields = Object.entries(failure.fields).map(([name, key]) => ({ name, text: sentence(words, key) }))
  const withReference = failure.code === 'unexpected' || failure.code === 'unavailable'
  return {
    message: words[failure.message] ?? sentence(words, failure.code),
    fields,
    byName: Object.fromEntries(fields.map(({ name, text }) => [name, text])),
    reference: withReference ? sentence(words, 'reference').replace('{ref}', failure.ref) : undefined,
  }
}

/** One form: its action, whether it is under way, the last failure in words, and what was typed. */
export function useActionForm<T>(action: Action<T>, words: ErrorWords) {
  const initial: FormState<T> = NOT_SUBMITTED
  const [state, submit, pending] = useActionState(action, initial)
  const failure = state.result && !state.result.ok ? state.result : null
  return {
    submit,
    pending,
    error: describe(failure, words),
    values: state.values,
    /** Changes with every answer, so that a summary which is shown again takes the focus again. */
    answer: state,
  }
}
