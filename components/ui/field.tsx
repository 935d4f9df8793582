import { CircleAlert } from './icons'
import type { ComponentProps, ReactNode } from 'react'

type Labelled = {
  name: string
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
}

type FieldProps = Omit<ComponentProps<'input'>, 'id' | 'name' | 'style'> &
  Labelled & {
    /** Beside the input, inside its frame: a reveal button, a currency. */
    after?: ReactNode
  }

/** What an input says about itself: its id is its name, and it names its hint and its error. */
function wiring({ name, hint, error }: Omit<Labelled, 'label'>) {
  const described = [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(' ')
  return {
    id: name,
    name,
    className: 'input',
    'aria-invalid': error ? true : undefined,
    'aria-describedby': described || undefined,
  }
}

/** Label above, hint below it, error below that; the input names both (WCAG 1.3.1, 3.3.1). */
function Frame({
  name,
  label,
  hint,
  error,
  className,
  children,
}: Labelled & { className: string; children: ReactNode }) {
  return (
    <div className={className}>
      <label htmlFor={name} className="mb-1.5 block font-semibold">
        {label}
      </label>
      {hint && (
        <p id={`${name}-hint`} className="mb-1 text-meta wrap-anywhere text-muted">
          {hint}
        </p>
      )}
      {error && <FieldError id={`${name}-error`}>{error}</FieldError>}
      {children}
    </div>
  )
}

export function Field({ name, label, hint, error, after, className = '', ...input }: FieldProps) {
  return (
    <Frame {...{ name, label, hint, error, className }}>
      <div className="flex items-stretch gap-2">
        <input {...input} {...wiring({ name, hint, error })} />
        {after}
      </div>
    </Frame>
  )
}

/** An address as it is typed on a phone: no capital, no spelling. 254 is all that SMTP carries (RFC 5321 §4.5.3.1.3). */
export function EmailField(props: FieldProps) {
  return <Field type="email" autoComplete="email" autoCapitalize="none" spellCheck={false} maxLength={254} {...props} />
}

type SelectProps = Omit<ComponentProps<'select'>, 'id' | 'name' | 'style'> & Labelled

/** The native list: it is searched by typing, and made for thumbs on a phone. */
export function Select({ name, label, hint, error, className = '', defaultValue, ...select }: SelectProps) {
  return (
    <Frame {...{ name, label, hint, error, className }}>
      {/* A form that resets forgets which option it was given later: another default is another list. */}
      <select key={String(defaultValue)} {...select} {...wiring({ name, hint, error })} defaultValue={defaultValue} />
    </Frame>
  )
}

type TextAreaProps = Omit<ComponentProps<'textarea'>, 'id' | 'name' | 'style'> & Labelled

export function TextArea({ name, label, hint, error, className = '', ...area }: TextAreaProps) {
  return (
    <Frame {...{ name, label, hint, error, className }}>
      <textarea {...area} {...wiring({ name, hint, error })} />
    </Frame>
  )
}

export function FieldError({ id, children }: { id: string; children: string }) {
  return (
    <p id={id} className="mb-1 flex gap-1.5 text-bad">
      <CircleAlert aria-hidden className="mt-1 size-4 shrink-0" />
      <span>{children}</span>
    </p>
  )
}
