'use client'

import type { ReactNode } from 'react'
import type { Choice } from '@/lib/countries'
import type { FormValues } from '@/lib/form-values'
import type { Action } from '@/lib/result'
import type { RegistrationPolicy } from '@/lib/schemas/register'
import { anotherAccountInput, registerInput } from '@/lib/schemas/register'
import { AddressFields } from '../account/address-fields'
import type { AddressWords } from '../account/address-words'
import { CustomFieldInput } from '../account/custom-field'
import type { FormFrameWords } from '../form/checked-form'
import { CheckedForm } from '../form/checked-form'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useCheckedForm } from '../form/use-checked-form'
import type { CheckEmailWords } from '../password/check-email'
import { CheckEmail } from '../password/check-email'
import { EmailField, Field, Select } from '../ui/field'
import { Agreement } from './agreement'
import { NewPassword } from './new-password'

type PersonField = 'firstName' | 'lastName' | 'company' | 'taxId' | 'phone'
type Word =
  | 'phoneHint'
  | 'who'
  | 'signIn'
  | 'place'
  | 'placeNone'
  | 'email'
  | 'emailHint'
  | 'password'
  | 'passwordHint'
  | 'show'
  | 'hide'
  | 'terms'
  | 'termsLink'
  | 'marketing'
  | 'submit'
  | 'sending'

export type RegisterWords = FormFrameWords &
  Readonly<Record<Word, string>> & {
    readonly labels: Readonly<Record<PersonField, string>>
    readonly custom: Readonly<Record<string, string>>
  }

type RegisterFormProps = {
  action: Action
  intent: string
  policy: RegistrationPolicy
  countries: readonly Choice[]
  words: RegisterWords
  address: AddressWords
  sent: CheckEmailWords
  errors: ErrorWords
  heading: ReactNode
  /** Of somebody who signs in already: the form then asks for no password. */
  known: FormValues | undefined
}

type Part = { form: ReturnType<typeof useCheckedForm>; words: RegisterWords; policy: RegistrationPolicy }

/** Whoever the address belongs to gets the same answer, so it takes the place of the form and says no more. */
export function RegisterForm(props: RegisterFormProps) {
  const { action, intent, policy, countries, words, address, sent, errors, heading, known } = props
  const schema = known ? anotherAccountInput(policy) : registerInput(policy)
  const form = useCheckedForm({ action, intent, schema, words: errors, initial: known ?? {} })
  if (form.done && !known) return <CheckEmail words={sent} />
  return (
    <CheckedForm form={form} words={words} heading={heading}>
      {!known && policy.locations.length > 0 && <Place {...{ form, words, policy }} />}
      <Who {...{ form, words, policy }} />
      <fieldset className="space-y-6">
        {!known && <legend className="mb-4 text-h3 font-semibold">{words.signIn}</legend>}
        <EmailField
          autoComplete={known ? 'email' : 'username'}
          enterKeyHint="next"
          label={words.email}
          hint={words.emailHint}
          {...form.field('email')}
        />
        {!known && <NewPassword form={form} words={words} />}
      </fieldset>
      <AddressFields {...{ form, countries }} regions={[]} words={address} whose="own" hidden={policy.locked} />
      <Agreement {...{ form, words, policy }} />
      <SubmitButton label={words.submit} pendingLabel={words.sending} busy={form.pending} className="w-full" />
    </CheckedForm>
  )
}

/** Nothing is chosen beforehand: an account cannot be moved. */
function Place({ form, words, policy }: Part) {
  return (
    <Select label={words.place} {...form.field('location')}>
      <option value="">{words.placeNone}</option>
      {policy.locations.map(({ id, name }) => (
        <option key={id} value={id} data-i18n="data">
          {name}
        </option>
      ))}
    </Select>
  )
}

function Who({ form, words, policy }: Part) {
  const shown = (field: PersonField) => !policy.locked.includes(field)
  const text = (field: PersonField) => ({
    label: words.labels[field],
    enterKeyHint: 'next' as const,
    ...form.field(field),
  })
  return (
    <fieldset className="grid gap-6 sm:grid-cols-2">
      <legend className="mb-4 text-h3 font-semibold">{words.who}</legend>
      <Field autoComplete="given-name" spellCheck={false} maxLength={100} {...text('firstName')} />
      <Field autoComplete="family-name" spellCheck={false} maxLength={100} {...text('lastName')} />
      {shown('company') && (
        <Field autoComplete="organization" maxLength={200} {...text('company')} className="sm:col-span-2" />
      )}
      {shown('phone') && (
        <Field
          type="tel"
          autoComplete="tel"
          hint={words.phoneHint}
          maxLength={40}
          {...text('phone')}
          className="sm:col-span-2"
        />
      )}
      {shown('taxId') && (
        <Field
          autoComplete="off"
          autoCapitalize="characters"
          maxLength={50}
          {...text('taxId')}
          className="sm:col-span-2"
        />
      )}
      {policy.customFields.map((field) => (
        <CustomFieldInput
          key={field.id}
          {...{ form, field }}
          words={{ ...words, none: '–' }}
          className="sm:col-span-2"
        />
      ))}
    </fieldset>
  )
}
