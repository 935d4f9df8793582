'use client'

import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { formatDate } from '@/lib/dates'
import type { Currency } from '@/lib/money'
import { formatMoney } from '@/lib/money'
import { readQuote } from '@/lib/quote'
import type { Action } from '@/lib/result'
import { CANCEL_REASONS, cancelInput } from '@/lib/schemas/cancel'
import type { FormFrameWords } from '../form/checked-form'
import { CheckedForm } from '../form/checked-form'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useCheckedForm } from '../form/use-checked-form'
import { Select, TextArea } from '../ui/field'

export type ReviewWords = FormFrameWords & {
  readonly submit: string
  readonly sending: string
  readonly reason: string
  readonly noReason: string
  readonly details: string
  /** Each reason by its name. */
  readonly reasons: Readonly<Record<string, string>>
  /** What the review said before, with `{date}`, and with `{amount}` where something was paid back. */
  readonly before: string
  readonly beforeRefund: string
}

type ReviewFormProps = {
  action: Action<{ service: number }>
  intent: string
  stored: { readonly service: string; readonly type: string; readonly quote: string }
  reasonRequired: boolean
  currency: Currency
  locale: string
  words: ReviewWords
  errors: ErrorWords
  heading: ReactNode
  back: ReactNode
  children: ReactNode
}

/** What the review said that was sent, when it is not what it says now. */
function before(token: unknown, words: ReviewWords, currency: Currency, locale: string): string | null {
  const quote = typeof token === 'string' ? readQuote(token) : null
  if (!quote) return null
  const text = quote.refund === 'amount' ? words.beforeRefund : words.before
  const amount = quote.refund === 'amount' ? formatMoney(quote.gross, currency) : ''
  return text.replace('{date}', formatDate(quote.endsOn, locale)).replace('{amount}', () => amount)
}

/** The reason, and the two ways on: they weigh the same. The amounts stand above it, and are not sent. */
export function ReviewForm({
  action,
  intent,
  stored,
  reasonRequired,
  currency,
  locale,
  words,
  errors,
  ...parts
}: ReviewFormProps) {
  const schema = useMemo(() => cancelInput(reasonRequired), [reasonRequired])
  const initial = { ...stored, reason: '', details: '' }
  const form = useCheckedForm({ action, intent, schema, words: errors, initial })
  const sent = form.valueOf('quote')
  const said = sent === stored.quote ? null : before(sent, words, currency, locale)
  return (
    <CheckedForm form={form} words={words} heading={parts.heading}>
      {said && (
        <p role="note" className="rounded border border-line p-4 font-semibold">
          {said}
        </p>
      )}
      {parts.children}
      <input {...form.hidden('service')} />
      <input {...form.hidden('type')} />
      <input {...form.hidden('quote')} />
      <Select label={words.reason} {...form.field('reason')}>
        <option value="">{words.noReason}</option>
        {CANCEL_REASONS.map((reason) => (
          <option key={reason} value={reason}>
            {words.reasons[reason]}
          </option>
        ))}
      </Select>
      <TextArea label={words.details} rows={4} maxLength={1000} {...form.field('details')} />
      <div className="flex flex-wrap gap-3">
        <SubmitButton look="outlined" label={words.submit} pendingLabel={words.sending} busy={form.pending} />
        {parts.back}
      </div>
    </CheckedForm>
  )
}
