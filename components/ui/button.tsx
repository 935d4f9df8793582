import type { ComponentProps } from 'react'

const SHAPE =
  'inline-flex min-h-11 items-center justify-center gap-2 rounded px-4 py-2 text-base font-semibold no-underline transition-colors duration-150'

/** One filled button per view; the rest are outlined or links. */
const LOOKS = {
  filled: 'bg-brand text-on-brand hover:opacity-90',
  outlined: 'border border-control bg-bg text-fg hover:bg-sunken',
  plain: 'bg-bg text-fg hover:bg-sunken',
  quiet: 'text-brand underline underline-offset-[0.18em] hover:bg-sunken',
  danger: 'border border-danger bg-bg text-danger hover:bg-bad-bg',
} as const

export type ButtonLook = keyof typeof LOOKS

export function buttonClass(look: ButtonLook, extra = ''): string {
  return `${SHAPE} ${LOOKS[look]} ${extra}`
}

export function Button({
  look = 'outlined',
  className = '',
  ...rest
}: ComponentProps<'button'> & { look?: ButtonLook }) {
  return <button type="button" {...rest} className={buttonClass(look, className)} />
}
