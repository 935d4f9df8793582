'use client'

import type { Action } from '@/lib/result'
import { ErrorSummary } from '../form/error-summary'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useActionForm } from '../form/use-action-form'
import { Field, Select } from '../ui/field'

type BlockFormProps = {
  action: Action
  locations: readonly { readonly id: string; readonly name: string }[]
  errors: ErrorWords
  words: Readonly<Record<'summary' | 'account' | 'place' | 'submit' | 'sending', string>>
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The number of an account that nobody is to enter. */
export function BlockForm({ action, locations, errors, words }: BlockFormProps) {
  const { submit, error, values, answer } = useActionForm(action, errors)
  const [only] = locations
  return (
    <>
      {error && (
        <ErrorSummary key={JSON.stringify(answer)} title={words.summary} {...error} reference={error.reference} />
      )}
      <form action={submit} noValidate className="mt-3 flex flex-wrap items-end gap-3">
        {locations.length > 1 ? (
          <Select
            name="place"
            label={words.place}
            defaultValue={textOf(values['place'])}
            error={error?.byName['place']}
          >
            {locations.map(({ id, name }) => (
              <option key={id} value={id} data-i18n="data">
                {name}
              </option>
            ))}
          </Select>
        ) : (
          <input type="hidden" name="place" value={only?.id ?? ''} />
        )}
        <Field
          name="account"
          label={words.account}
          inputMode="numeric"
          autoComplete="off"
          className="max-w-40"
          defaultValue={textOf(values['account'])}
          error={error?.byName['account']}
        />
        <SubmitButton look="outlined" label={words.submit} pendingLabel={words.sending} />
      </form>
    </>
  )
}
