import type { ComponentProps } from 'react'

type AppLinkProps = Omit<ComponentProps<'a'>, 'href' | 'style'> & { href: string }

/**
 * A link to another page of the portal. It is a plain link, which works without JavaScript; `SoftLinks` around it goes
 * there without loading a new document. next/link would be two client components for each of a list's links.
 */
export function AppLink(props: AppLinkProps) {
  return <a {...props} data-page />
}
