'use client'

import { useState } from 'react'
import type { useCheckedForm } from '../form/use-checked-form'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Eye, EyeOff } from '../ui/icons'

type NewPasswordProps = {
  form: Pick<ReturnType<typeof useCheckedForm>, 'field'>
  words: Readonly<Record<'password' | 'passwordHint' | 'show' | 'hide', string>>
}

/** One field that can be looked at, instead of two that must agree. */
export function NewPassword({ form, words }: NewPasswordProps) {
  const [shown, setShown] = useState(false)
  const Icon = shown ? EyeOff : Eye
  return (
    <Field
      type={shown ? 'text' : 'password'}
      autoComplete="new-password"
      autoCapitalize="none"
      spellCheck={false}
      enterKeyHint="next"
      label={words.password}
      hint={words.passwordHint}
      {...form.field('password')}
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
