'use client'

import type { ReactNode } from 'react'
import * as z from 'zod/mini'
import type { Action } from '@/lib/result'
import type { FormFrameWords } from '../form/checked-form'
import { CheckedForm } from '../form/checked-form'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useCheckedForm } from '../form/use-checked-form'

/** Nothing is typed here: what the form holds came with the page, and only the server can tell whether it still holds. */
const anything = z.transform((values: unknown) => values)

type ConfirmFormProps<T> = {
  action: Action<T>
  intent: string
  /** The figures that were seen, as hidden fields. */
  stored: Readonly<Record<string, string>>
  words: FormFrameWords & { readonly submit: string; readonly sending: string }
  errors: ErrorWords
  heading: ReactNode
  back: ReactNode
  children: ReactNode
}

/** A review and the button that agrees to it. When a figure has changed, it shows the new ones and asks again. */
export function ConfirmForm<T>({
  action,
  intent,
  stored,
  words,
  errors,
  heading,
  back,
  children,
}: ConfirmFormProps<T>) {
  const form = useCheckedForm({ action, intent, schema: anything, words: errors, initial: stored })
  return (
    <CheckedForm form={form} words={words} heading={heading}>
      {children}
      {Object.keys(stored).map((name) => (
        <input key={name} {...form.hidden(name)} />
      ))}
      <div className="flex flex-wrap gap-3">
        <SubmitButton label={words.submit} pendingLabel={words.sending} busy={form.pending} />
        {back}
      </div>
    </CheckedForm>
  )
}
