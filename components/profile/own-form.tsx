'use client'

import type { ReactNode } from 'react'
import type { Choice } from '@/lib/countries'
import type { FormValues } from '@/lib/form-values'
import type { Action } from '@/lib/result'
import { ownDetailsInput } from '@/lib/schemas/profile'
import type { FormFrameWords } from '../form/checked-form'
import { CheckedForm } from '../form/checked-form'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useCheckedForm } from '../form/use-checked-form'
import { Field, Select } from '../ui/field'

type OwnFormProps = {
  action: Action
  intent: string
  stored: FormValues
  /** Empty where a person has no language of their own (WHMCS 7.x). */
  languages: readonly Choice[]
  words: FormFrameWords &
    Readonly<
      Record<'firstName' | 'lastName' | 'language' | 'languageHint' | 'languageKeep' | 'submit' | 'saving', string>
    >
  errors: ErrorWords
  heading: ReactNode
}

/** The name of whoever is signed in, and the language that WHMCS writes to them in. */
export function OwnForm({ action, intent, stored, languages, words, errors, heading }: OwnFormProps) {
  const form = useCheckedForm({ action, intent, schema: ownDetailsInput, words: errors, initial: stored })
  return (
    <CheckedForm form={form} words={words} heading={heading}>
      <input {...form.hidden('version')} />
      <div className="grid gap-6 sm:grid-cols-2">
        <Field
          label={words.firstName}
          autoComplete="given-name"
          spellCheck={false}
          maxLength={100}
          {...form.field('firstName')}
        />
        <Field
          label={words.lastName}
          autoComplete="family-name"
          spellCheck={false}
          maxLength={100}
          {...form.field('lastName')}
        />
        {languages.length === 0 ? (
          <input type="hidden" name="language" value="" />
        ) : (
          <Select
            label={words.language}
            className="sm:col-span-2"
            {...form.field('language')}
            hint={words.languageHint}
          >
            <option value="">{words.languageKeep}</option>
            {languages.map(({ value, name }) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </div>
      <SubmitButton label={words.submit} pendingLabel={words.saving} busy={form.pending} />
    </CheckedForm>
  )
}
