'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { AppLink } from './app-link'

export type NavItem = { readonly href: string; readonly label: string }

function isCurrent(pathname: string, href: string): boolean {
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`)
}

type NavProps = { items: readonly NavItem[]; label: string; children: ReactNode }

/** The pages of an account, and below them what is about the account itself. */
export function Nav({ items, label, children }: NavProps) {
  const pathname = usePathname()
  return (
    <nav aria-label={label} className="space-y-4">
      <ul className="space-y-1 empty:hidden">
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
      {children}
    </nav>
  )
}
