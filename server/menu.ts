import 'server-only'
import { ENDPOINTS } from './access/endpoints'
import type { Rights } from './access/viewer'
import { decide } from './access/viewer'

/** The menu of an account. What an entry needs is not said here: it is what its page asks for. */
export const MENU = [
  { href: '/', label: 'overview' },
  { href: '/services', label: 'services' },
  { href: '/domains', label: 'domains' },
  { href: '/invoices', label: 'invoices' },
  { href: '/cancellations', label: 'cancellations' },
  { href: '/transactions', label: 'transactions' },
  { href: '/credit', label: 'credit' },
  { href: '/payment-methods', label: 'paymentMethods' },
  { href: '/contacts', label: 'contacts' },
  { href: '/people', label: 'people' },
  { href: '/emails', label: 'emails' },
  { href: '/profile', label: 'profile' },
  { href: '/security', label: 'security' },
  { href: '/support-access', label: 'supportAccess' },
] as const satisfies readonly { readonly href: (typeof ENDPOINTS)[number]['name']; readonly label: string }[]

export type MenuEntry = (typeof MENU)[number]

/** What somebody with these rights may open. A page of panels opens for whoever may see the page. */
export function menuFor(rights: Rights): MenuEntry[] {
  return MENU.filter(({ href }) => {
    const needs = ENDPOINTS.find(({ name }) => name === href)?.needs ?? []
    return needs.some((need) => need !== 'public' && need !== 'session' && decide(rights, need) === 'allow')
  })
}
