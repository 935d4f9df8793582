/** WHMCS's 13 permission keys, in WHMCS's order (GetPermissionsList). The words for them are in the message files. */
export const PERMISSIONS = [
  'profile',
  'contacts',
  'products',
  'manageproducts',
  'productsso',
  'domains',
  'managedomains',
  'invoices',
  'quotes',
  'tickets',
  'affiliates',
  'emails',
  'orders',
] as const

export type Permission = (typeof PERMISSIONS)[number]

export function isPermission(name: string): name is Permission {
  return PERMISSIONS.some((known) => known === name)
}

/** What a page, action or route asks of its caller. `signed-in` asks only for a living session with a chosen account. */
export type Needs = Permission | 'owner' | 'signed-in'

/** The permissions as a person chooses among them. Each stands in one group. */
export const PERMISSION_GROUPS = {
  billing: ['invoices', 'quotes', 'orders'],
  services: ['products', 'manageproducts', 'productsso', 'domains', 'managedomains'],
  account: ['profile', 'contacts', 'tickets', 'emails', 'affiliates'],
} as const satisfies Readonly<Record<string, readonly Permission[]>>

export type PermissionGroup = keyof typeof PERMISSION_GROUPS

/** What one permission is of no use without: nobody changes the password of a service that they cannot see. */
const NEEDED: Readonly<Partial<Record<Permission, Permission>>> = {
  manageproducts: 'products',
  productsso: 'products',
  managedomains: 'domains',
}

export function neededBy(permission: Permission): Permission | null {
  return NEEDED[permission] ?? null
}

/** Those that cost money, give something away for good, or decide what others learn: each has a warning in words. */
export const RISKY = ['profile', 'contacts', 'orders', 'managedomains'] as const satisfies readonly Permission[]

export function isRisky(permission: Permission): permission is (typeof RISKY)[number] {
  return RISKY.some((one) => one === permission)
}

/** Read only is what WHMCS can show without a right to act: who sees invoices pays them, who sees tickets opens them. */
export const PRESETS = {
  billing: ['invoices', 'quotes', 'emails'],
  technical: ['products', 'manageproducts', 'productsso', 'domains', 'managedomains', 'tickets'],
  readOnly: ['products', 'domains', 'emails'],
  everything: PERMISSIONS,
} as const satisfies Readonly<Record<string, readonly Permission[]>>

export type Preset = keyof typeof PRESETS
export const PRESET_NAMES = ['billing', 'technical', 'readOnly', 'everything'] as const satisfies readonly Preset[]

/** The same set in WHMCS's order, so that two lists of it are equal as texts. */
export function inOrder(permissions: Iterable<Permission>): Permission[] {
  const held = new Set(permissions)
  return PERMISSIONS.filter((permission) => held.has(permission))
}

/** The preset that is exactly this set. */
export function presetOf(permissions: readonly Permission[]): Preset | null {
  const text = inOrder(permissions).join()
  return PRESET_NAMES.find((name) => inOrder(PRESETS[name]).join() === text) ?? null
}
