'use client'

import type { ReactNode } from 'react'
import type { Action } from '@/lib/result'
import { ErrorSummary } from '../form/error-summary'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useActionForm } from '../form/use-action-form'
import { PageTitle } from '../layout/page-title'
import { Field } from '../ui/field'

type VerifyFormProps = {
  action: Action
  words: Readonly<
    Record<
      'pageTitle' | 'errorTitle' | 'summary' | 'title' | 'intro' | 'code' | 'codeHint' | 'submit' | 'sending',
      string
    >
  >
  errors: ErrorWords
  /** Between the heading and the code. */
  children?: ReactNode
}

/** One input for the code: pasting "123 456" works, nothing is submitted by itself (WCAG 3.2.2). */
export function VerifyForm({ action, words, errors, children }: VerifyFormProps) {
  const { submit, error, answer } = useActionForm(action, errors)
  return (
    <>
      <PageTitle>{error ? words.errorTitle : words.pageTitle}</PageTitle>
      {error && <ErrorSummary key={JSON.stringify(answer)} title={words.summary} {...error} />}
      <h1 className="mb-3 text-h2">{words.title}</h1>
      <p className="mb-6 text-muted">{words.intro}</p>
      {children}
      <form action={submit} noValidate className="space-y-6">
        <Field
          name="code"
          label={words.code}
          hint={words.codeHint}
          autoComplete="one-time-code"
          inputMode="text"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="done"
          maxLength={64}
          error={error?.byName['code']}
        />
        <SubmitButton label={words.submit} pendingLabel={words.sending} className="w-full" />
      </form>
    </>
  )
}
