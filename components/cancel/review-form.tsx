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
  /** What a review says, with `{date}`, and with `{amount}` where something is paid back. */
  readonly before: string
  readonly beforeRefund: string
  readonly now: string
  readonly nowRefund: string
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

/** What a review said, in one line. */
function inWords(token: unknown, [plain, refund]: readonly [string, string], currency: Currency, locale: string) {
  const quote = typeof token === 'string' ? readQuote(token) : null
  if (!quote) return ''
  const text = quote.refund === 'amount' ? refund : plain
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
  const both = [
    inWords(sent, [words.before, words.beforeRefund], currency, locale),
    inWords(stored.quote, [words.now, words.nowRefund], currency, locale),
  ]
  return (
    <CheckedForm form={form} words={words} heading={parts.heading}>
      {sent !== stored.quote && (
        <div role="note" className="rounded border border-line p-4 font-semibold">
          {both.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
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
      <div className="grid gap-3 sm:grid-cols-2">
        <SubmitButton look="outlined" label={words.submit} pendingLabel={words.sending} busy={form.pending} />
        {parts.back}
      </div>
    </CheckedForm>
  )
}
