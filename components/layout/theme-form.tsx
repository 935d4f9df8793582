'use client'

import { useActionState } from 'react'
import type { Action, FormState } from '@/lib/result'
import { NOT_SUBMITTED } from '@/lib/result'
import type { Theme } from '@/lib/preferences'
import { SubmitButton } from '../form/submit-button'

type ThemeFormProps = { action: Action; current: Theme; choices: readonly { theme: Theme; label: string }[] }

export function ThemeForm({ action, current, choices }: ThemeFormProps) {
  const initial: FormState = NOT_SUBMITTED
  const [, submit] = useActionState(action, initial)
  return (
    <form action={submit} className="flex w-fit overflow-hidden rounded border border-control">
      {choices.map(({ theme, label }) => (
        <SubmitButton
          key={theme}
          name="theme"
          value={theme}
          look={theme === current ? 'filled' : 'plain'}
          label={label}
          pressed={theme === current}
          className="min-h-9 rounded-none px-3 py-1 text-meta focus-visible:-outline-offset-4"
        />
      ))}
    </form>
  )
}
