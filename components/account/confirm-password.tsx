'use client'

import { PasswordField } from '../sign-in/password-field'

export type ConfirmWords = Readonly<Record<'currentPassword' | 'currentPasswordHint' | 'show' | 'hide', string>>

/** For what is worth a second proof of who is at the keyboard. */
export function ConfirmPassword({ words, error }: { words: ConfirmWords; error: string | undefined }) {
  return (
    <PasswordField
      name="currentPassword"
      label={words.currentPassword}
      hint={words.currentPasswordHint}
      show={words.show}
      hide={words.hide}
      error={error}
    />
  )
}
