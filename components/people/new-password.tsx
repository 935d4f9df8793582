'use client'

import { useState } from 'react'
import type { useCheckedForm } from '../form/use-checked-form'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Eye, EyeOff } from '../ui/icons'

type NewPasswordProps = {
  form: ReturnType<typeof useCheckedForm>
  words: Readonly<Record<'password' | 'show' | 'hide', string>>
  hint: string
  className?: string
}

/** A password for somebody: shown on demand instead of asked for twice. It never comes back from the server. */
export function NewPassword({ form, words, hint, className = '' }: NewPasswordProps) {
  const [shown, setShown] = useState(false)
  const Icon = shown ? EyeOff : Eye
  return (
    <Field
      label={words.password}
      type={shown ? 'text' : 'password'}
      autoComplete="new-password"
      autoCapitalize="none"
      spellCheck={false}
      {...form.field('password')}
      hint={hint}
      className={className}
      after={
        <Button
          aria-pressed={shown}
          aria-label={shown ? words.hide : words.show}
          onClick={() => setShown(!shown)}
          className="min-w-11 shrink-0 px-0"
        >
          <Icon aria-hidden className="size-5" strokeWidth={1.75} />
        </Button>
      }
    />
  )
}
