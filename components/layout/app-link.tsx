import Link from 'next/link'
import type { ComponentProps } from 'react'
import { LinkPending } from './link-pending'

/**
 * The only door to next/link. Nothing is fetched ahead: every page asks WHMCS, and a list of 25 links must not cost
 * 25 pages. While the next page is on its way, a thin bar says so.
 */
export function AppLink({ children, ...rest }: Omit<ComponentProps<typeof Link>, 'prefetch' | 'style'>) {
  return (
    <Link {...rest} prefetch={false}>
      {children}
      <LinkPending />
    </Link>
  )
}
