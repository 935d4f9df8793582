'use client'

import type { Action } from '@/lib/result'
import { ErrorSummary } from '../form/error-summary'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useActionForm } from '../form/use-action-form'
import { EmailField, Select } from '../ui/field'
import { PasswordField } from './password-field'

type SignInFormProps = {
  action: Action
  next: string | undefined
  /** Empty where there is only one. */
  locations: readonly { readonly id: string; readonly label: string }[]
  /** The one that the address names. */
  preset: string | undefined
  words: Readonly<
    Record<
      | 'pageTitle'
      | 'errorTitle'
      | 'summary'
      | 'title'
      | 'email'
      | 'password'
      | 'show'
      | 'hide'
      | 'submit'
      | 'sending'
      | 'location',
      string
    >
  >
  errors: ErrorWords
}

/** Where people have their account is only asked when WHMCS does not tell: when both of two know them. */
export function SignInForm({ action, next, locations, preset, words, errors }: SignInFormProps) {
  const { submit, error, values, answer } = useActionForm(action, errors)
  return (
    <>
      <title>{error ? words.errorTitle : words.pageTitle}</title>
      {error && (
        <ErrorSummary key={JSON.stringify(answer)} title={words.summary} {...error} reference={error.reference} />
      )}
      <h1 className="mb-6 text-h2">{words.title}</h1>
      <form action={submit} noValidate className="space-y-6">
        {next && <input type="hidden" name="next" value={next} />}
        <EmailField
          name="email"
          label={words.email}
          autoComplete="username"
          enterKeyHint="next"
          defaultValue={values['email']}
          error={error?.byName['email']}
        />
        <PasswordField label={words.password} show={words.show} hide={words.hide} error={error?.byName['password']} />
        {error?.byName['location'] ? (
          <Select name="location" label={words.location} defaultValue="" error={error.byName['location']}>
            <option value="" />
            {locations.map(({ id, label }) => (
              <option key={id} value={id} data-i18n="data">
                {label}
              </option>
            ))}
          </Select>
        ) : (
          (values['location'] ?? preset) && <input type="hidden" name="location" value={values['location'] ?? preset} />
        )}
        <SubmitButton label={words.submit} pendingLabel={words.sending} className="w-full" />
      </form>
    </>
  )
}
