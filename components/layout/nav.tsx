'use client'

import { usePathname } from 'next/navigation'
import { AppLink } from './app-link'

export type NavItem = { readonly href: string; readonly label: string }

function isCurrent(pathname: string, href: string): boolean {
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`)
}

export function Nav({ items, label }: { items: readonly NavItem[]; label: string }) {
  const pathname = usePathname()
  if (items.length === 0) return null
  return (
    <nav aria-label={label}>
      <ul className="space-y-1">
        {items.map(({ href, label: word }) => (
          <li key={href}>
            <AppLink
              href={href}
              aria-current={isCurrent(pathname, href) ? 'page' : undefined}
              className="flex min-h-11 items-center rounded px-3 text-fg no-underline hover:bg-sunken aria-[current]:bg-sunken aria-[current]:font-semibold"
            >
              {word}
            </AppLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
