'use client'

import type { ReactNode } from 'react'
import type { Action } from '@/lib/result'
import { permissionsInput } from '@/lib/schemas/person'
import type { FormFrameWords } from '../form/checked-form'
import { CheckedForm } from '../form/checked-form'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useCheckedForm } from '../form/use-checked-form'

type ReviewFormProps = {
  action: Action
  intent: string
  stored: { readonly person: string; readonly version: string; readonly permissions: readonly string[] }
  chosen: readonly string[]
  /** Permission to its name. */
  names: Readonly<Record<string, string>>
  words: FormFrameWords & Readonly<Record<'submit' | 'saving', string>>
  errors: ErrorWords
  heading: ReactNode
  back: ReactNode
  children: ReactNode
}

/** What was chosen, as it will be sent. */
export function ReviewForm({ action, intent, stored, chosen, names, words, errors, ...parts }: ReviewFormProps) {
  const form = useCheckedForm({ action, intent, schema: permissionsInput, words: errors, initial: stored })
  const note = form.noteOf('permissions', (all) =>
    [all]
      .flat()
      .map((one) => names[String(one)] ?? '')
      .join(', '),
  )
  return (
    <CheckedForm form={form} words={words} heading={parts.heading}>
      <input {...form.hidden('person')} />
      <input {...form.hidden('version')} />
      {chosen.map((permission) => (
        <input key={permission} type="hidden" name="permissions" value={permission} />
      ))}
      {note && <p className="text-meta text-muted">{note}</p>}
      {parts.children}
      <div className="flex flex-wrap gap-3">
        <SubmitButton label={words.submit} pendingLabel={words.saving} busy={form.pending} />
        {parts.back}
      </div>
    </CheckedForm>
  )
}
