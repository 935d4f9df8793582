'use client'

import type { ReactNode } from 'react'
import { useFormStatus } from 'react-dom'
import type { ButtonLook } from '../ui/button'
import { useSupportNote } from '../support/support-note'
import { buttonClass } from '../ui/button'

type SubmitButtonProps = {
  /** For a form of several buttons: what this one sends. */
  name?: string
  value?: string
  look?: ButtonLook
  label: string
  pendingLabel?: string | undefined
  /** The accessible name when the visible word alone would not say what is meant; it begins with that word. */
  ariaLabel?: string | undefined
  pressed?: boolean | undefined
  /** For a form that sends itself: whether it is at it. */
  busy?: boolean
  icon?: ReactNode
  className?: string
}

/** Never disabled: while a submission is under way it says so and ignores further clicks. */
export function SubmitButton({
  name,
  value,
  look = 'filled',
  label,
  pendingLabel,
  ariaLabel,
  pressed,
  busy = false,
  icon,
  className,
}: SubmitButtonProps) {
  const pending = useFormStatus().pending || busy
  const { as, off } = useSupportNote()
  const shown = pending && pendingLabel ? pendingLabel : label
  return (
    <>
      <button
        type="submit"
        name={name}
        value={value}
        aria-disabled={pending || undefined}
        aria-pressed={pressed}
        aria-label={pending || as ? undefined : ariaLabel}
        onClick={(event) => {
          if (pending) event.preventDefault()
        }}
        className={buttonClass(look, className)}
      >
        {icon}
        <span aria-live="polite">{as ? `${shown} ${as}` : shown}</span>
      </button>
      {off && <p className="text-meta text-muted">{off}</p>}
    </>
  )
}
