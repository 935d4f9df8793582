'use client'

import type { ReactNode } from 'react'
import type { Choice } from '@/lib/countries'
import type { FormValues } from '@/lib/form-values'
import type { Action } from '@/lib/result'
import { contactChangeInput, newContactInput } from '@/lib/schemas/contact'
import { AddressFields } from '../account/address-fields'
import type { AddressWords } from '../account/address-words'
import type { FormFrameWords } from '../form/checked-form'
import { CheckedForm } from '../form/checked-form'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useCheckedForm } from '../form/use-checked-form'
import { PersonFields } from './contact-fields'
import type { ContactWords } from './contact-words'
import type { EmailKindChoice } from './email-kinds'
import { EmailKinds } from './email-kinds'

type ContactFormProps = {
  action: Action
  intent: string
  /** The stored contact, with its id and version; null for a new one. */
  stored: FormValues | null
  countries: readonly Choice[]
  regions: readonly string[]
  kinds: readonly EmailKindChoice[]
  words: ContactWords & FormFrameWords & { readonly submit: string }
  address: AddressWords
  errors: ErrorWords
  heading: ReactNode
}

export function ContactForm({
  stored,
  countries,
  regions,
  kinds,
  words,
  address,
  errors,
  heading,
  ...submission
}: ContactFormProps) {
  const form = useCheckedForm({
    ...submission,
    schema: stored ? contactChangeInput : newContactInput,
    words: errors,
    initial: stored ?? {},
  })
  const nameOf = (ticked: unknown) =>
    kinds.flatMap(({ kind, name }) => ([ticked].flat().includes(kind) ? name : [])).join(', ')
  return (
    <CheckedForm form={form} words={words} heading={heading}>
      {stored && (
        <>
          <input {...form.hidden('contact')} />
          <input {...form.hidden('version')} />
        </>
      )}
      <PersonFields form={form} words={words} isNew={stored === null} />
      <EmailKinds
        legend={words.mail}
        choices={kinds}
        ticked={[form.valueOf('emails')].flat()}
        note={form.noteOf('emails', nameOf)}
        error={form.errorOf('emails')}
        onChange={() => form.clearError('emails')}
      />
      <AddressFields form={form} words={address} countries={countries} regions={regions} whose="other" />
      <SubmitButton label={words.submit} pendingLabel={words.saving} busy={form.pending} />
    </CheckedForm>
  )
}
