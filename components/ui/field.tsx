import { CircleAlert } from './icons'
import type { ComponentProps, ReactNode } from 'react'

type FieldProps = Omit<ComponentProps<'input'>, 'id' | 'name' | 'style'> & {
  name: string
  label: string
  hint?: string | undefined
  error?: string | undefined
  /** Beside the input, inside its frame: a reveal button, a currency. */
  after?: ReactNode
}

const INPUT =
  'block min-h-11 w-full rounded border bg-bg px-3 py-2 text-base text-fg placeholder:text-muted aria-invalid:border-2 aria-invalid:border-bad border-control'

/** Label above, hint below it, error below that; the input names both (WCAG 1.3.1, 3.3.1). Its id is its name. */
export function Field({ name, label, hint, error, after, className = '', ...input }: FieldProps) {
  const described = [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(' ')
  return (
    <div className={className}>
      <label htmlFor={name} className="mb-1.5 block font-semibold">
        {label}
      </label>
      {hint && (
        <p id={`${name}-hint`} className="mb-1 text-meta text-muted">
          {hint}
        </p>
      )}
      {error && <FieldError id={`${name}-error`}>{error}</FieldError>}
      <div className="flex items-stretch gap-2">
        <input
          {...input}
          id={name}
          name={name}
          className={INPUT}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
        />
        {after}
      </div>
    </div>
  )
}

function FieldError({ id, children }: { id: string; children: string }) {
  return (
    <p id={id} className="mb-1 flex gap-1.5 text-bad">
      <CircleAlert aria-hidden className="mt-1 size-4 shrink-0" />
      <span>{children}</span>
    </p>
  )
}
