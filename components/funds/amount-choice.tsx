'use client'

import type { ReactNode } from 'react'
import { OTHER } from '@/lib/schemas/funds'
import type { useCheckedForm } from '../form/use-checked-form'
import { Field, FieldError } from '../ui/field'
import { Amount } from '../ui/money'

type Form = ReturnType<typeof useCheckedForm>

type AmountChoiceProps = {
  form: Form
  /** Amounts to choose from, and how they are written. */
  offers: readonly { readonly value: string; readonly text: string }[]
  /** The limits in words. */
  hint: ReactNode
  words: Readonly<Record<'legend' | 'other' | 'amount', string>>
}

/** Some amounts and another one; where none of them is within the limits, the field alone. Nothing is chosen beforehand. */
export function AmountChoice({ form, offers, hint, words }: AmountChoiceProps) {
  const field = { ...form.field('amount'), inputMode: 'decimal', autoComplete: 'off', maxLength: 20 } as const
  if (offers.length === 0) {
    return (
      <>
        <input type="hidden" name="choice" value={OTHER} />
        <Field {...field} label={words.legend} hint={hint} className="max-w-60" />
      </>
    )
  }
  const error = form.errorOf('choice')
  return (
    <fieldset
      id="choice"
      tabIndex={-1}
      aria-describedby={error ? 'choice-error choice-hint' : 'choice-hint'}
      className="group"
    >
      <legend className="mb-1 text-h3">{words.legend}</legend>
      <p id="choice-hint" className="mb-3 text-muted">
        {hint}
      </p>
      {error && <FieldError id="choice-error">{error}</FieldError>}
      <div className="flex flex-wrap gap-3">
        {offers.map(({ value, text }) => (
          <Choice key={value} value={value} form={form}>
            <Amount>{text}</Amount>
          </Choice>
        ))}
        <Choice value={OTHER} form={form}>
          {words.other}
        </Choice>
      </div>
      <Field {...field} label={words.amount} className="mt-4 hidden max-w-60 group-has-[#choice-other:checked]:block" />
    </fieldset>
  )
}

function Choice({ value, form, children }: { value: string; form: Form; children: ReactNode }) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3 rounded-lg border border-control px-4 py-2 font-semibold has-checked:border-brand">
      <input
        id={`choice-${value}`}
        type="radio"
        name="choice"
        value={value}
        defaultChecked={form.valueOf('choice') === value}
        onChange={() => form.clearError('choice')}
        className="size-5 shrink-0"
      />
      {children}
    </label>
  )
}
