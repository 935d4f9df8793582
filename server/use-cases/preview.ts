import 'server-only'
import type { Needs, Permission } from '@/lib/permissions'
import { PERMISSIONS } from '@/lib/permissions'
import { ENDPOINTS } from '@/server/access/endpoints'
import { ownUser } from '@/server/access/ownership'
import type { Permitted } from '@/server/access/permitted'
import type { Rights } from '@/server/access/viewer'
import { decide } from '@/server/access/viewer'
import type { MenuEntry } from '@/server/menu'
import { MENU, menuFor } from '@/server/menu'

export type PreviewSection = {
  readonly label: MenuEntry['label']
  readonly inMenu: boolean
  /** What its pages and their parts ask for, each with the answer that the door would give. */
  readonly parts: readonly { readonly needs: Permission | 'owner'; readonly open: boolean }[]
}

export type Preview = {
  readonly name: string
  readonly sections: readonly PreviewSection[]
  /** Held, and opening nothing here: they count on WHMCS's own pages. */
  readonly elsewhere: readonly Permission[]
}

function belongsTo(address: string, href: string): boolean {
  if (href === '/') return address === '/'
  return address === href || address.startsWith(`${href}/`) || address.startsWith(`${href}.`)
}

function isAsked(need: string): need is Permission | 'owner' {
  return need === 'owner' || PERMISSIONS.some((permission) => permission === need)
}

function askedBy(href: string): (Permission | 'owner')[] {
  const needs: readonly string[] = ENDPOINTS.flatMap(({ name, needs: all }) => (belongsTo(name, href) ? all : []))
  return [...new Set(needs.filter(isAsked))]
}

/** What these rights open, told by the doors' own rule from what each endpoint declares. */
export function previewOf(rights: Rights): Omit<Preview, 'name'> {
  const menu = menuFor(rights)
  const opens = (needs: Needs) => decide(rights, needs) === 'allow'
  const used = new Set<string>(ENDPOINTS.flatMap(({ needs }) => needs))
  return {
    sections: MENU.map((entry) => ({
      label: entry.label,
      inMenu: menu.includes(entry),
      parts: askedBy(entry.href).map((needs) => ({ needs, open: opens(needs) })),
    })),
    elsewhere: PERMISSIONS.filter((permission) => opens(permission) && !used.has(permission)),
  }
}

/** The portal as a person will find it. Nobody signs in as anybody. @throws PortalError `not_found` */
export async function previewPerson(viewer: Permitted<'owner'>, id: number): Promise<Preview> {
  const { person } = await ownUser(viewer, id)
  const rights = { owner: person.owner, permissions: new Set(person.permissions), member: true }
  return { name: person.name || person.email, ...previewOf(rights) }
}
