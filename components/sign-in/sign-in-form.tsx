'use client'

import type { Action } from '@/lib/result'
import { ErrorSummary } from '../form/error-summary'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useActionForm } from '../form/use-action-form'
import { EmailField } from '../ui/field'
import { PasswordField } from './password-field'

type SignInFormProps = {
  action: Action
  next: string | undefined
  words: Readonly<
    Record<
      'pageTitle' | 'errorTitle' | 'summary' | 'title' | 'email' | 'password' | 'show' | 'hide' | 'submit' | 'sending',
      string
    >
  >
  errors: ErrorWords
}

export function SignInForm({ action, next, words, errors }: SignInFormProps) {
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
        <SubmitButton label={words.submit} pendingLabel={words.sending} className="w-full" />
      </form>
    </>
  )
}
