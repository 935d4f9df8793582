'use client'

import type { ReactNode } from 'react'
import type { FormValues } from '@/lib/form-values'
import type { Action } from '@/lib/result'
import { SERVICE_NAME_LENGTH, serviceNameInput } from '@/lib/schemas/service-page'
import type { FormFrameWords } from '../form/checked-form'
import { CheckedForm } from '../form/checked-form'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useCheckedForm } from '../form/use-checked-form'
import { Field } from '../ui/field'

type NameFormProps = {
  action: Action<{ service: number }>
  intent: string
  stored: FormValues
  words: FormFrameWords & Readonly<Record<'name' | 'hint' | 'submit' | 'saving', string>>
  errors: ErrorWords
  heading: ReactNode
}

export function NameForm({ action, intent, stored, words, errors, heading }: NameFormProps) {
  const form = useCheckedForm({ action, intent, schema: serviceNameInput, words: errors, initial: stored })
  return (
    <CheckedForm form={form} words={words} heading={heading}>
      <input {...form.hidden('service')} />
      <input {...form.hidden('version')} />
      <Field
        label={words.name}
        autoComplete="off"
        maxLength={SERVICE_NAME_LENGTH}
        hint={words.hint}
        {...form.field('name')}
      />
      <SubmitButton label={words.submit} pendingLabel={words.saving} busy={form.pending} />
    </CheckedForm>
  )
}
