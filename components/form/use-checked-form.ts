'use client'

import { unstable_rethrow } from 'next/navigation'
import type { SubmitEvent } from 'react'
import { startTransition, useActionState, useEffect, useMemo, useRef, useState, useTransition } from 'react'
import type { FieldErrors } from 'react-hook-form'
import { useForm } from 'react-hook-form'
import type { $ZodType } from 'zod/v4/core'
import type { Faults, FormValues } from '@/lib/form-values'
import { checkForm, formValues } from '@/lib/form-values'
import type { Action, Failure, FormState } from '@/lib/result'
import { NOT_SUBMITTED } from '@/lib/result'
import { setUnsaved } from './unsaved'
import type { ErrorWords } from './use-action-form'
import { describe, failureOf, fieldError, sentence } from './use-action-form'

type Errors = FieldErrors<Record<string, string>>

type Options<T> = {
  action: Action<T>
  /** Names the first submission; made by the page. */
  intent: string
  /** The one the action parses with. */
  schema: $ZodType
  words: ErrorWords
  /** What the form shows before anything is typed. */
  initial: FormValues
}

function toErrors(faults: Faults): Errors {
  return Object.fromEntries(Object.entries(faults).map(([name, message]) => [name, { type: 'fault', message }]))
}

function faultsIn(schema: $ZodType, form: HTMLFormElement | null): Faults {
  const values = form && formValues(new FormData(form))
  const checked = values && checkForm(schema, values)
  return checked && !checked.ok ? checked.faults : {}
}

const LOST: Failure = { ok: false, code: 'outcome_unknown', message: 'connection_lost', fields: {}, ref: '' }

/** Asks the server. A broken connection is an answer too: what was typed stays, and so does the intent. */
async function send<T>(action: Action<T>, state: FormState<T>, form: FormData): Promise<FormState<T>> {
  try {
    return await action(state, form)
  } catch (error) {
    unstable_rethrow(error)
    return { ...state, result: LOST, values: formValues(form) ?? {} }
  }
}

/** The last answer, from whichever way it came: the browser's own way of sending a form, or ours. */
function useAnswers<T>(action: Action<T>) {
  const start: FormState<T> = NOT_SUBMITTED
  const [plain, submit] = useActionState(action, start)
  const [enhanced, setEnhanced] = useState<FormState<T> | null>(null)
  const [pending, startSending] = useTransition()
  const state = enhanced ?? plain
  const sendForm = (form: FormData) =>
    startSending(async () => {
      setUnsaved(false)
      const answer = await send(action, state, form)
      if (answer.result?.ok === false) setUnsaved(true)
      startTransition(() => setEnhanced(answer))
    })
  return { state, failure: failureOf(state), submit, sendForm, pending }
}

/**
 * A form that works as plain HTML, and with JavaScript is checked on submit, again on every change after a failure, and
 * never loses what was typed. The page holds the values: they are read from it, never written into it.
 */
export function useCheckedForm<T>({ action, intent, schema, words, initial }: Options<T>) {
  const { state, failure, submit, sendForm, pending } = useAnswers(action)
  const box = useRef<HTMLFormElement>(null)
  const answered = useMemo(() => failure && toErrors(failure.fields), [failure])
  const { register, handleSubmit, clearErrors, formState } = useForm<Record<string, string>>({
    mode: failure ? 'onChange' : 'onSubmit',
    reValidateMode: 'onChange',
    shouldFocusError: false,
    resolver: () => ({ values: {}, errors: toErrors(faultsIn(schema, box.current)) }),
    ...(answered && { errors: answered }),
  })
  /** The answer after which the browser itself refused, and how often it did: then its refusal is the newer word. */
  const [refusal, setRefusal] = useState<{ after: FormState<T> | null; count: number }>({ after: null, count: 0 })

  const errorOf = (name: string) => {
    const message = formState.errors[name]?.message
    return message === undefined ? undefined : sentence(words, message)
  }
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (pending) return
    const form = new FormData(event.currentTarget)
    const refuse = () => setRefusal(({ count }) => ({ after: state, count: count + 1 }))
    void handleSubmit(() => sendForm(form), refuse)(event)
  }
  useEffect(() => () => setUnsaved(false), [])
  const refused = refusal.after === state
  const changed = failure?.message === 'changed_meanwhile'
  /** Typed, else as the page came. Boxes that were unticked are in no form, so an absent name is an empty one. */
  const valueOf = (name: string) => (state.result ? (state.values[name] ?? '') : (initial[name] ?? ''))
  /** Somebody changed the thing meanwhile: what is stored now, where that is not what was typed. */
  const noteOf = (name: string, show: (stored: unknown) => string = String) => {
    const stored = initial[name] ?? ''
    if (!changed || String(stored) === String(valueOf(name))) return undefined
    return sentence(words, 'stored_now').replace('{value}', () => show(stored) || sentence(words, 'stored_nothing'))
  }
  return {
    props: { ref: box, action: submit, onSubmit, onInput: () => setUnsaved(true), noValidate: true },
    pending,
    /** True once the action has done what it was asked; for a form whose page stays. */
    done: state.result?.ok === true,
    intent: state.intent ?? intent,
    summary: summaryOf(refused ? null : failure, words, formState.errors),
    /** Another summary for each refusal and each answer: it takes the focus when it is new. */
    attempt: `${refusal.count} ${failure?.ref ?? ''} ${state.intent ?? ''}`,
    /** Changes with each refusal of the server: what must not stay in the page is keyed by it. */
    answer: failure?.ref ?? '',
    valueOf,
    noteOf,
    errorOf,
    clearError: (name: string) => clearErrors(name),
    /** A field that says what the form was made from. Only who has been shown the newer state answers to it. */
    hidden: (name: string) => ({
      type: 'hidden',
      name,
      value: state.result && !changed ? state.values[name] : initial[name],
    }),
    /** Everything a text field or a list needs; its label, and a hint of its own, come beside it. */
    field(name: string, show?: (stored: unknown) => string) {
      const note = noteOf(name, show)
      const value = valueOf(name)
      return { ...register(name), defaultValue: value, error: errorOf(name), ...(note !== undefined && { hint: note }) }
    },
  }
}

/** What the summary lists shrinks as fields are mended; it is gone with the last of them. */
function summaryOf(failure: Failure | null, words: ErrorWords, errors: Errors) {
  const fields = Object.entries(errors).map(([name, error]) => fieldError(name, error?.message ?? '', words))
  const said = describe(failure, words)
  if (said && said.fields.length === 0) return { ...said, fields }
  return fields.length === 0 ? null : { message: said?.message ?? '', fields, reference: said?.reference }
}
