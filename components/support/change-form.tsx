'use client'

import type { Action } from '@/lib/result'
import { ErrorSummary } from '../form/error-summary'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useActionForm } from '../form/use-action-form'
import { AppLink } from '../layout/app-link'
import { Field, FieldError, TextArea } from '../ui/field'

type Choice = { readonly kind: string; readonly name: string; readonly hint: string }

type ChangeFormProps = {
  action: Action
  classes: readonly Choice[]
  asksCode: boolean
  errors: ErrorWords
  words: Readonly<
    Record<'intro' | 'summary' | 'what' | 'reason' | 'reasonHint' | 'code' | 'submit' | 'sending' | 'back', string>
  >
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** What an agent wants to change in the account, and why. */
export function ChangeForm({ action, classes, asksCode, errors, words }: ChangeFormProps) {
  const { submit, error, values, answer } = useActionForm(action, errors)
  return (
    <>
      {error && <ErrorSummary key={JSON.stringify(answer)} title={words.summary} {...error} />}
      <p className="mb-6 text-muted">{words.intro}</p>
      <form action={submit} noValidate className="space-y-6">
        <Classes
          legend={words.what}
          classes={classes}
          chosen={textOf(values['class'])}
          error={error?.byName['class']}
        />
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
            className="[&_input]:max-w-48"
            error={error?.byName['code']}
          />
        )}
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <SubmitButton label={words.submit} pendingLabel={words.sending} />
          <AppLink href="/" className="inline-flex min-h-11 items-center">
            {words.back}
          </AppLink>
        </div>
      </form>
    </>
  )
}

type ClassesProps = { legend: string; classes: readonly Choice[]; chosen: string; error: string | undefined }

function Classes({ legend, classes, chosen, error }: ClassesProps) {
  return (
    <fieldset aria-describedby={error && 'class-error'} className="space-y-3">
      <legend className="mb-1.5 font-semibold">{legend}</legend>
      {error && <FieldError id="class-error">{error}</FieldError>}
      {classes.map(({ kind, name, hint }, place) => (
        <label
          key={kind}
          className="flex cursor-pointer gap-3 rounded-lg border border-control p-4 has-checked:border-brand"
        >
          {/* An answer of the server puts the choice back: a form that resets forgets it. */}
          <input
            key={chosen}
            id={place === 0 ? 'class' : `class-${kind}`}
            type="radio"
            name="class"
            value={kind}
            defaultChecked={kind === chosen}
            aria-describedby={`class-${kind}-hint`}
            className="mt-1 size-5 shrink-0"
          />
          <span>
            <span className="block font-semibold">{name}</span>
            <span id={`class-${kind}-hint`} className="block text-muted">
              {hint}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
