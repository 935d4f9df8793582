import { createHash } from 'node:crypto'
import { dateOf, daysFrom, timeOf } from '../core/clock.ts'
import { createRandom, type Random } from '../core/prng.ts'
import type { Row } from '../core/schema.ts'
import { hashPassword } from '../core/secrets.ts'
import type { Store } from '../core/store.ts'
import { atLeast, type Version } from '../core/version.ts'
import type { World } from '../world.ts'

export const DEMO_PASSWORD = 'atrium-demo'
export const ALL_PREFERENCES = { general: 1, invoice: 1, support: 1, product: 1, domain: 1, affiliate: 1 }

/** What the seed files write with. Days are counted from the clock's today: -30 is a month ago. */
export interface Planter {
  store: Store
  random: Random
  version: Version
  /** From 8.0 on users sign in; before it, clients and sub-account contacts did. */
  hasUsers: boolean
  day(days: number): string
  time(days: number): string
  password: string
  uuid(name: string): string
  /** The next sequential number of a year's paid invoices. */
  invoiceNumber(year: string): string
}

export function createPlanter({ store, settings, clock }: World): Planter {
  const now = clock.now()
  const random = createRandom(settings.seed)
  const numbers = new Map<string, number>()
  // Office hours of the day, whatever the hour of planting, but nothing that has happened lies in the future.
  const noon = new Date(`${dateOf(now)}T09:00:00Z`)
  return {
    store,
    random,
    version: settings.version,
    hasUsers: atLeast(settings.version, '8.0'),
    day: (days) => dateOf(daysFrom(noon, days)),
    time: (days) => {
      const at = daysFrom(noon, days).getTime() + random.int(0, 7_199) * 1000
      return timeOf(new Date(days > 0 ? at : Math.min(at, now.getTime())))
    },
    password: hashPassword(DEMO_PASSWORD, `s${String(settings.seed).padStart(9, '0')}`.slice(0, 10)),
    uuid: (name) => uuidOf(`${settings.seed}:${name}`),
    invoiceNumber(year) {
      const next = (numbers.get(year) ?? 0) + 1
      numbers.set(year, next)
      return `INV-${year}-${String(next).padStart(4, '0')}`
    },
  }
}

function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)]
  return parts.join('-')
}

export function addClient(planter: Planter, values: Partial<Row<'clients'>> & { id: number; email: string }): number {
  const joined = planter.time(-900 + values.id)
  return planter.store.insert('clients', {
    uuid: planter.uuid(`client-${values.id}`),
    address1: `${values.id} Sample Street`,
    city: 'Berlin',
    state: 'Berlin',
    postcode: '10115',
    country: 'DE',
    phonenumber: `030 555 ${String(1000 + values.id)}`,
    password: planter.hasUsers ? '' : planter.password,
    currency: 1,
    marketing_emails_opt_in: 1,
    allow_sso: 1,
    email_verified: 1,
    email_preferences: JSON.stringify(ALL_PREFERENCES),
    status: 'Active',
    datecreated: joined.slice(0, 10),
    created_at: joined,
    updated_at: joined,
    ...values,
  })
}

export function addUser(planter: Planter, values: Partial<Row<'users'>> & { id: number; email: string }): void {
  const joined = planter.time(-900 + values.id)
  planter.store.insert('users', {
    uuid: planter.uuid(`user-${values.id}`),
    password: planter.password,
    allow_sso: 1,
    email_verified: 1,
    created_at: joined,
    updated_at: joined,
    ...values,
  })
}

/** Without permissions the user is the client's owner, who holds all of them whatever the row says. */
export function linkUser(planter: Planter, user: number, client: number, permissions?: string): void {
  const since = planter.time(-600)
  planter.store.insert('user_clients', {
    user_id: user,
    client_id: client,
    owner: permissions === undefined ? 1 : 0,
    permissions: permissions ?? '',
    created_at: since,
    updated_at: since,
  })
}
