'use client'

import type { ReactNode } from 'react'
import type { Choice } from '@/lib/countries'
import type { FormValues } from '@/lib/form-values'
import type { Action } from '@/lib/result'
import type { ProfilePolicy } from '@/lib/schemas/profile'
import { profileInput } from '@/lib/schemas/profile'
import { AddressFields } from '../account/address-fields'
import type { AddressWords } from '../account/address-words'
import { CustomFieldInput } from '../account/custom-field'
import type { FormFrameWords } from '../form/checked-form'
import { CheckedForm } from '../form/checked-form'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useCheckedForm } from '../form/use-checked-form'
import { Field } from '../ui/field'

type PersonField = 'firstName' | 'lastName' | 'company' | 'taxId'

export type DetailsWords = FormFrameWords & {
  readonly labels: Readonly<Record<PersonField, string>>
  readonly taxIdHint: string
  readonly who: string
  readonly more: string
  readonly none: string
  readonly custom: Readonly<Record<string, string>>
  readonly submit: string
  readonly saving: string
}

type DetailsFormProps = {
  action: Action
  intent: string
  stored: FormValues
  policy: ProfilePolicy
  countries: readonly Choice[]
  regions: readonly string[]
  words: DetailsWords
  address: AddressWords
  errors: ErrorWords
  heading: ReactNode
  /** What the operator locked, as text. */
  locked: ReactNode
}

type Form = ReturnType<typeof useCheckedForm>

export function DetailsForm(props: DetailsFormProps) {
  const { action, intent, stored, policy, countries, regions, words, address, errors, heading, locked } = props
  const form = useCheckedForm({ action, intent, schema: profileInput(policy), words: errors, initial: stored })
  const custom = policy.customFields.filter((field) => !field.locked)
  return (
    <CheckedForm form={form} words={words} heading={heading}>
      <input {...form.hidden('version')} />
      {locked}
      <Who form={form} words={words} hidden={policy.locked} />
      <AddressFields {...{ form, countries, regions }} words={address} whose="own" hidden={policy.locked} />
      {custom.length > 0 && (
        <fieldset id="customFields" className="space-y-6">
          <legend className="mb-4 text-h3 font-semibold">{words.more}</legend>
          {custom.map((field) => (
            <CustomFieldInput key={field.id} {...{ form, field, words }} />
          ))}
        </fieldset>
      )}
      <SubmitButton label={words.submit} pendingLabel={words.saving} busy={form.pending} />
    </CheckedForm>
  )
}

function Who({ form, words, hidden }: { form: Form; words: DetailsWords; hidden: readonly string[] }) {
  const shown = (field: PersonField) => !hidden.includes(field)
  const text = (field: PersonField) => ({
    label: words.labels[field],
    enterKeyHint: 'next' as const,
    ...form.field(field),
  })
  return (
    <fieldset className="grid gap-6 sm:grid-cols-2">
      <legend className="mb-4 text-h3 font-semibold">{words.who}</legend>
      {shown('firstName') && (
        <Field autoComplete="given-name" spellCheck={false} maxLength={100} {...text('firstName')} />
      )}
      {shown('lastName') && (
        <Field autoComplete="family-name" spellCheck={false} maxLength={100} {...text('lastName')} />
      )}
      {shown('company') && (
        <Field autoComplete="organization" maxLength={200} {...text('company')} className="sm:col-span-2" />
      )}
      {shown('taxId') && (
        <Field
          autoComplete="off"
          autoCapitalize="characters"
          hint={words.taxIdHint}
          maxLength={50}
          {...text('taxId')}
        />
      )}
    </fieldset>
  )
}
