import 'server-only'
import { z } from 'zod'
import { isPermission, type Permission } from '@/lib/permissions'
import { isRecord } from './json'

/** Names that this portal does not know are left out: they grant nothing here. */
export function knownPermissions(names: readonly string[]): ReadonlySet<Permission> {
  return new Set(names.map((name) => name.trim()).filter(isPermission))
}

/** The text list of 7.x and one of the shapes seen on 8: `invoices,tickets`. */
export function splitPermissions(list: string): string[] {
  return list === '' ? [] : list.split(',')
}

function names(value: unknown): string[] | null {
  if (value === null || value === '') return []
  if (typeof value === 'string') return /^[a-z]+(\s*,\s*[a-z]+)*$/.test(value) ? splitPermissions(value) : null
  if (Array.isArray(value)) return z.array(z.string()).safeParse(value).data ?? null
  if (!isRecord(value)) return null
  if (Object.hasOwn(value, 'permission')) return Object.keys(value).length === 1 ? names(value.permission) : null
  const numbered = Object.keys(value).every((key) => /^\d+$/.test(key))
  return numbered ? (z.array(z.string()).safeParse(Object.values(value)).data ?? null) : null
}

/**
 * WHMCS does not document the list in this answer: `permissions.permission: […]`, `permissions: […]` and a comma list are
 * accepted. Anything else is refused, so that no reading of an unknown shape can ever come out as "all".
 */
export const permissionsAnswer = z.object({
  permissions: z.unknown().transform((value, context): ReadonlySet<Permission> => {
    const found = names(value)
    if (found) return knownPermissions(found)
    context.addIssue({ code: 'custom', message: 'not permissions' })
    return z.NEVER
  }),
})
