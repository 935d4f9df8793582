'use client'

import type { ReactNode } from 'react'
import { PageTitle } from '../layout/page-title'
import { ErrorSummary } from './error-summary'
import type { useCheckedForm } from './use-checked-form'

export type FormFrameWords = Readonly<Record<'pageTitle' | 'errorTitle' | 'summary', string>>

type CheckedFormProps = {
  form: ReturnType<typeof useCheckedForm>
  words: FormFrameWords
  /** Between the summary and the fields: the heading of the page. */
  heading: ReactNode
  children: ReactNode
}

/** The frame of every form: the page's title, what is wrong with it, and the name of the submission. */
export function CheckedForm({ form, words, heading, children }: CheckedFormProps) {
  const { summary } = form
  return (
    <>
      <PageTitle>{summary ? words.errorTitle : words.pageTitle}</PageTitle>
      {summary && <ErrorSummary key={form.attempt} title={words.summary} {...summary} />}
      {heading}
      <form {...form.props} className="space-y-8">
        <input type="hidden" name="intent" value={form.intent} />
        {children}
      </form>
    </>
  )
}
