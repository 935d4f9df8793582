'use client'

import type { ReactNode } from 'react'
import type { Action } from '@/lib/result'
import { ErrorSummary } from '../form/error-summary'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useActionForm } from '../form/use-action-form'
import { PageTitle } from '../layout/page-title'
import { EmailField } from '../ui/field'
import type { CheckEmailWords } from './check-email'
import { CheckEmail } from './check-email'

type ForgotFormProps = {
  action: Action
  words: Readonly<Record<'pageTitle' | 'errorTitle' | 'summary' | 'email' | 'submit' | 'sending', string>>
  sent: CheckEmailWords
  errors: ErrorWords
  heading: ReactNode
}

/** Asks for the address. Every address gets the same answer, so the browser is told no more than that. */
export function ForgotForm({ action, words, sent, errors, heading }: ForgotFormProps) {
  const { submit, error, values, answer } = useActionForm(action, errors)
  if (answer.result?.ok) return <CheckEmail words={sent} />
  return (
    <>
      <PageTitle>{error ? words.errorTitle : words.pageTitle}</PageTitle>
      {error && <ErrorSummary key={JSON.stringify(answer)} title={words.summary} {...error} />}
      {heading}
      <form action={submit} noValidate className="space-y-6">
        <EmailField
          name="email"
          label={words.email}
          autoComplete="username"
          enterKeyHint="send"
          defaultValue={values['email']}
          error={error?.byName['email']}
        />
        <SubmitButton label={words.submit} pendingLabel={words.sending} className="w-full" />
      </form>
    </>
  )
}
