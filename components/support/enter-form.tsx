'use client'

import type { Action } from '@/lib/result'
import type { ConsentMode } from '@/lib/schemas/support-consent'
import { ErrorSummary } from '../form/error-summary'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useActionForm } from '../form/use-action-form'
import { AppLink } from '../layout/app-link'
import { Field, Select, TextArea } from '../ui/field'

type EnterWords = Readonly<
  Record<
    | 'intro'
    | 'summary'
    | 'ticket'
    | 'noTicket'
    | 'reason'
    | 'reasonHint'
    | 'pin'
    | 'pinHint'
    | 'lead'
    | 'leadHint'
    | 'code'
    | 'submit'
    | 'sending'
    | 'back',
    string
  >
>

type EnterFormProps = {
  action: Action
  client: number
  location: string
  tickets: readonly { readonly id: number; readonly text: string }[]
  /** How the account lets support in. */
  consent: ConsentMode
  asksCode: boolean
  errors: ErrorWords
  words: EnterWords
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export function EnterForm({ action, client, location, tickets, consent, asksCode, errors, words }: EnterFormProps) {
  const { submit, error, values, answer } = useActionForm(action, errors)
  const first = String(tickets[0]?.id ?? '')
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
          defaultValue={answer.result ? textOf(values['ticket']) : first}
          error={error?.byName['ticket']}
        >
          {tickets.map(({ id, text }) => (
            <option key={id} value={id} dir="auto">
              {text}
            </option>
          ))}
          <option value="">{words.noTicket}</option>
        </Select>
        <TextArea
          name="reason"
          label={words.reason}
          hint={words.reasonHint}
          rows={3}
          defaultValue={textOf(values['reason'])}
          error={error?.byName['reason']}
        />
        {consent === 'pin' && <Pin words={words} error={error?.byName['pin']} />}
        {consent !== 'notice' && <AskLead words={words} ticked={values['lead'] === 'yes'} />}
        {asksCode && (
          <Field
            name="code"
            label={words.code}
            inputMode="numeric"
            autoComplete="one-time-code"
            className="[&_input]:max-w-48"
            error={error?.byName['code']}
          />
        )}
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <SubmitButton label={words.submit} pendingLabel={words.sending} />
          <AppLink href={`/agent/clients/${client}?location=${location}`} className="inline-flex min-h-11 items-center">
            {words.back}
          </AppLink>
        </div>
      </form>
    </>
  )
}

function Pin({ words, error }: { words: EnterWords; error: string | undefined }) {
  return (
    <Field
      name="pin"
      label={words.pin}
      hint={words.pinHint}
      inputMode="numeric"
      autoComplete="off"
      maxLength={20}
      className="[&_input]:max-w-60"
      error={error}
    />
  )
}

function AskLead({ words, ticked }: { words: EnterWords; ticked: boolean }) {
  return (
    <label className="flex gap-3">
      <input
        key={String(ticked)}
        id="lead"
        type="checkbox"
        name="lead"
        value="yes"
        defaultChecked={ticked}
        aria-describedby="lead-hint"
        className="mt-1 size-5 shrink-0"
      />
      <span>
        <span className="block font-semibold">{words.lead}</span>
        <span id="lead-hint" className="block text-meta text-muted">
          {words.leadHint}
        </span>
      </span>
    </label>
  )
}
