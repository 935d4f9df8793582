'use client'

import { Eye, EyeOff } from '../ui/icons'
import { useState } from 'react'
import { Button } from '../ui/button'
import { Field } from '../ui/field'

type PasswordFieldProps = {
  name?: string
  hint?: string
  label: string
  show: string
  hide: string
  error: string | undefined
}

/** Paste and password managers work; the reveal button is in the tab order. */
export function PasswordField({ name = 'password', hint, label, show, hide, error }: PasswordFieldProps) {
  const [shown, setShown] = useState(false)
  const Icon = shown ? EyeOff : Eye
  return (
    <Field
      name={name}
      hint={hint}
      label={label}
      type={shown ? 'text' : 'password'}
      autoComplete="current-password"
      autoCapitalize="none"
      spellCheck={false}
      enterKeyHint="go"
      error={error}
      after={
        <Button
          aria-pressed={shown}
          aria-label={shown ? hide : show}
          onClick={() => setShown(!shown)}
          className="min-w-11 shrink-0 px-0"
        >
          <Icon aria-hidden className="size-5" strokeWidth={1.75} />
        </Button>
      }
    />
  )
}
