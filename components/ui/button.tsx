import type { ComponentProps } from 'react'

/** One filled button per view; the rest are outlined or links. Their looks stand in app/globals.css. */
export type ButtonLook = 'filled' | 'outlined' | 'plain' | 'link' | 'danger'

export function buttonClass(look: ButtonLook, extra = ''): string {
  return `button button-${look} ${extra}`
}

export function Button({
  look = 'outlined',
  className = '',
  ...rest
}: ComponentProps<'button'> & { look?: ButtonLook }) {
  return <button type="button" {...rest} className={buttonClass(look, className)} />
}
