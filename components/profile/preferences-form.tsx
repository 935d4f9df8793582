'use client'

import type { ReactNode } from 'react'
import type { Choice } from '@/lib/countries'
import type { FormValues } from '@/lib/form-values'
import type { Action } from '@/lib/result'
import { profilePreferencesInput } from '@/lib/schemas/profile'
import type { EmailKindChoice } from '../contacts/email-kinds'
import { EmailKinds } from '../contacts/email-kinds'
import type { FormFrameWords } from '../form/checked-form'
import { CheckedForm } from '../form/checked-form'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useCheckedForm } from '../form/use-checked-form'
import { Select } from '../ui/field'

export type PreferencesWords = FormFrameWords &
  Readonly<
    Record<
      | 'mail'
      | 'marketing'
      | 'marketingHint'
      | 'language'
      | 'languageHint'
      | 'languageDefault'
      | 'paymentMethod'
      | 'paymentMethodHint'
      | 'paymentMethodNone'
      | 'other'
      | 'submit'
      | 'saving',
      string
    >
  >

type PreferencesFormProps = {
  action: Action
  intent: string
  stored: FormValues
  kinds: readonly EmailKindChoice[]
  languages: readonly Choice[]
  gateways: readonly Choice[]
  words: PreferencesWords
  errors: ErrorWords
  heading: ReactNode
}

function nameIn(choices: readonly Choice[]) {
  return (stored: unknown) => choices.find(({ value }) => value === stored)?.name ?? ''
}

export function PreferencesForm(props: PreferencesFormProps) {
  const { action, intent, stored, kinds, languages, gateways, words, errors, heading } = props
  const form = useCheckedForm({ action, intent, schema: profilePreferencesInput, words: errors, initial: stored })
  const namesOf = (ticked: unknown) =>
    kinds.flatMap(({ kind, name }) => ([ticked].flat().includes(kind) ? name : [])).join(', ')
  return (
    <CheckedForm form={form} words={words} heading={heading}>
      <input {...form.hidden('version')} />
      <EmailKinds
        legend={words.mail}
        choices={kinds}
        ticked={[form.valueOf('emails')].flat()}
        note={form.noteOf('emails', namesOf)}
        error={form.errorOf('emails')}
        onChange={() => form.clearError('emails')}
      />
      <div className="flex gap-3">
        <input
          id="marketing"
          type="checkbox"
          name="marketing"
          value="yes"
          defaultChecked={form.valueOf('marketing') === 'yes'}
          aria-describedby="marketing-hint"
          className="mt-0.5 size-6 shrink-0 accent-brand"
        />
        <div>
          <label htmlFor="marketing" className="block font-semibold">
            {words.marketing}
          </label>
          <p id="marketing-hint" className="text-meta text-muted">
            {words.marketingHint}
          </p>
        </div>
      </div>
      <fieldset className="space-y-6">
        <legend className="mb-4 text-h3 font-semibold">{words.other}</legend>
        <Select label={words.language} hint={words.languageHint} {...form.field('language', nameIn(languages))}>
          <option value="">{words.languageDefault}</option>
          <Choices choices={languages} />
        </Select>
        <Select
          label={words.paymentMethod}
          hint={words.paymentMethodHint}
          {...form.field('paymentMethod', nameIn(gateways))}
        >
          <option value="">{words.paymentMethodNone}</option>
          <Choices choices={gateways} />
        </Select>
      </fieldset>
      <SubmitButton label={words.submit} pendingLabel={words.saving} busy={form.pending} />
    </CheckedForm>
  )
}

function Choices({ choices }: { choices: readonly Choice[] }) {
  return choices.map(({ value, name }) => (
    <option key={value} value={value}>
      {name}
    </option>
  ))
}
