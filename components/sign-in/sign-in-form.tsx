'use client'

import type { Action } from '@/lib/result'
import { ErrorSummary } from '../form/error-summary'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useActionForm } from '../form/use-action-form'
import { PageTitle } from '../layout/page-title'
import { EmailField, Select } from '../ui/field'
import { PasswordField } from './password-field'

type SignInFormProps = {
  action: Action
  next: string | undefined
  /** Where there is more than one WHMCS: what to ask, and the one that the address names. */
  where: {
    readonly label: string
    readonly options: readonly { readonly id: string; readonly label: string }[]
    readonly preset: string | undefined
  } | null
  words: Readonly<
    Record<
      'pageTitle' | 'errorTitle' | 'summary' | 'title' | 'email' | 'password' | 'show' | 'hide' | 'submit' | 'sending',
      string
    >
  >
  errors: ErrorWords
}

/** Where people have their account is only asked when WHMCS does not tell: when both of two know them. */
export function SignInForm({ action, next, where, words, errors }: SignInFormProps) {
  const { submit, error, values, answer } = useActionForm(action, errors)
  return (
    <>
      <PageTitle>{error ? words.errorTitle : words.pageTitle}</PageTitle>
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
        {where && <Where {...where} error={error?.byName['location']} said={textOf(values['location'])} />}
        <SubmitButton label={words.submit} pendingLabel={words.sending} className="w-full" />
      </form>
    </>
  )
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

type WhereProps = NonNullable<SignInFormProps['where']> & { error: string | undefined; said: string | undefined }

function Where({ label, options, preset, error, said }: WhereProps) {
  const value = said || preset
  if (!error) return value && <input type="hidden" name="location" value={value} />
  return (
    <Select name="location" label={label} defaultValue="" error={error}>
      <option value="" />
      {options.map((one) => (
        <option key={one.id} value={one.id}>
          {one.label}
        </option>
      ))}
    </Select>
  )
}
