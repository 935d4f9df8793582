'use client'

import { useActionState } from 'react'
import type { Action, Failure, FormState } from '@/lib/result'
import { isTraced, NOT_SUBMITTED } from '@/lib/result'

/** Message keys to sentences, picked on the server for this form. A key that is missing falls back to its code's sentence. */
export type ErrorWords = Readonly<Record<string, string>>

export function sentence(words: ErrorWords, key: string): string {
  return words[key] ?? words['invalid'] ?? ''
}

/** Sentences that fit any field, and so name none. */
const VAGUE = ['field_required', 'field_invalid', 'too_long']

export type FieldError = { readonly name: string; readonly text: string; readonly vague?: boolean }

/** What is wrong at a field, in words. */
export function fieldError(name: string, key: string, words: ErrorWords): FieldError {
  return { name, text: sentence(words, key), vague: VAGUE.includes(key) }
}

/** A failure in words. */
export function describe(failure: Failure | null, words: ErrorWords) {
  if (!failure) return null
  const fields = Object.entries(failure.fields).map(([name, key]) => fieldError(name, key, words))
  return {
    message: words[failure.message] ?? sentence(words, failure.code),
    fields,
    byName: Object.fromEntries(fields.map(({ name, text }) => [name, text])),
    reference: isTraced(failure)
      ? sentence(words, 'reference').replace('{ref}', () => failure.ref.slice(0, 8))
      : undefined,
  }
}

export function failureOf<T>({ result }: FormState<T>): Failure | null {
  return result && !result.ok ? result : null
}

/** One form that only the server checks: its action, whether it is under way, the last failure in words, what was typed. */
export function useActionForm<T>(action: Action<T>, words: ErrorWords) {
  const initial: FormState<T> = NOT_SUBMITTED
  const [state, submit, pending] = useActionState(action, initial)
  return {
    submit,
    pending,
    error: describe(failureOf(state), words),
    values: state.values,
    /** Changes with every answer, so that a summary which is shown again takes the focus again. */
    answer: state,
  }
}
