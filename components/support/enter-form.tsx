'use client'

import type { Action } from '@/lib/result'
import { ErrorSummary } from '../form/error-summary'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useActionForm } from '../form/use-action-form'
import { Field, Select, TextArea } from '../ui/field'

type EnterFormProps = {
  action: Action
  client: number
  location: string
  tickets: readonly { readonly id: number; readonly text: string }[]
  asksCode: boolean
  errors: ErrorWords
  words: Readonly<
    Record<'intro' | 'summary' | 'ticket' | 'reason' | 'reasonHint' | 'code' | 'submit' | 'sending', string>
  >
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export function EnterForm({ action, client, location, tickets, asksCode, errors, words }: EnterFormProps) {
  const { submit, error, values, answer } = useActionForm(action, errors)
  return (
    <>
      {error && (
        <ErrorSummary key={JSON.stringify(answer)} title={words.summary} {...error} reference={error.reference} />
      )}
      <p className="mb-6 text-muted">{words.intro}</p>
      <form action={submit} noValidate className="space-y-6">
        <input type="hidden" name="client" value={client} />
        <input type="hidden" name="location" value={location} />
        <Select
          name="ticket"
          label={words.ticket}
          defaultValue={textOf(values['ticket']) || String(tickets[0]?.id ?? '')}
          error={error?.byName['ticket']}
        >
          {tickets.map(({ id, text }) => (
            <option key={id} value={id}>
              {text}
            </option>
          ))}
        </Select>
        <TextArea
          name="reason"
          label={words.reason}
          hint={words.reasonHint}
          rows={3}
          defaultValue={textOf(values['reason'])}
          error={error?.byName['reason']}
        />
        {asksCode && (
          <Field
            name="code"
            label={words.code}
            inputMode="numeric"
            autoComplete="one-time-code"
            className="max-w-48"
            error={error?.byName['code']}
          />
        )}
        <SubmitButton label={words.submit} pendingLabel={words.sending} />
      </form>
    </>
  )
}
