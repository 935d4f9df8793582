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
