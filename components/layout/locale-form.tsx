'use client'

import { useActionState } from 'react'
import type { Action, FormState } from '@/lib/result'
import { NOT_SUBMITTED } from '@/lib/result'
import { SubmitButton } from '../form/submit-button'

type LocaleFormProps = {
  action: Action
  current: string
  options: readonly { code: string; name: string }[]
  words: { label: string; apply: string }
}

export function LocaleForm({ action, current, options, words }: LocaleFormProps) {
  const initial: FormState = NOT_SUBMITTED
  const [, submit] = useActionState(action, initial)
  return (
    <form action={submit}>
      <label htmlFor="locale" className="mb-1 block text-meta text-muted">
        {words.label}
      </label>
      <div className="flex gap-2">
        <select
          id="locale"
          name="locale"
          key={current}
          defaultValue={current}
          autoComplete="language"
          className="min-h-9 rounded border border-control bg-bg px-2 text-fg"
        >
          {options.map(({ code, name }) => (
            <option key={code} value={code} lang={code}>
              {name}
            </option>
          ))}
        </select>
        <SubmitButton look="quiet" label={words.apply} className="min-h-9 px-3 py-1 text-meta" />
      </div>
    </form>
  )
}
