import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import type { LocationId, Person } from '@/lib/ids'
import { personKey } from '@/lib/ids'
import type { ConsentMode } from '@/lib/schemas/support-consent'
import { CONSENT_MODES } from '@/lib/schemas/support-consent'
import { randomToken, sha256, time } from '@/server/store/columns'
import type { Db } from '@/server/store/db'
import type { Trx } from '@/server/store/transaction'

/** What the owner of an account chose; no row for who never did. */
export type SupportConsentsTable = {
  location: string
  client_id: number
  mode: string
  set_by: string
  set_at: number
}

/** The living PIN of an account: a keyed hash of it, and how often it was tried. */
export type SupportPinsTable = {
  location: string
  client_id: number
  pin_mac: string
  tries: number
  made_at: number
}

/** In ms. */
export const PIN_LIMIT = 15 * 60_000
export const PIN_TRIES = 5

/** An account: its number means something at its installation alone. */
export type AccountKey = { readonly location: LocationId; readonly client: number }

function columns({ location, client }: AccountKey) {
  return { location, client_id: client }
}

/** @returns null for an account whose owner has chosen nothing */
export async function consentOf(db: Db, account: AccountKey): Promise<ConsentMode | null> {
  const row = await db
    .selectFrom('support_consents')
    .select('mode')
    .where((eb) => eb.and(columns(account)))
    .executeTakeFirst()
  return CONSENT_MODES.find((mode) => mode === row?.mode) ?? null
}

export async function setConsent(db: Db, account: AccountKey, mode: ConsentMode, by: Person, now: Date): Promise<void> {
  const said = { mode, set_by: personKey(by), set_at: time(now) }
  await db
    .insertInto('support_consents')
    .values({ ...columns(account), ...said })
    .onConflict((conflict) => conflict.columns(['location', 'client_id']).doUpdateSet(said))
    .execute()
}

/** Keeps a PIN; the one before it is gone. @param mac a keyed hash: whoever reads the table cannot try them all */
export async function keepPin(db: Db, account: AccountKey, mac: string, now: Date): Promise<void> {
  const fresh = { pin_mac: mac, tries: 0, made_at: time(now) }
  await db
    .insertInto('support_pins')
    .values({ ...columns(account), ...fresh })
    .onConflict((conflict) => conflict.columns(['location', 'client_id']).doUpdateSet(fresh))
    .execute()
}

export async function dropPin(db: Db, account: AccountKey): Promise<void> {
  await db
    .deleteFrom('support_pins')
    .where((eb) => eb.and(columns(account)))
    .execute()
}

/**
 * Counts one try and compares. Costs the same for a right one, a wrong one, and where there is none.
 * @returns whether it is the account's living PIN; it is used up by `spendPin` alone
 */
export async function tryPin(db: Db, account: AccountKey, mac: string, now: Date): Promise<boolean> {
  const at = time(now)
  const row = await db
    .updateTable('support_pins')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where((eb) => eb.and(columns(account)))
    .where('tries', '<', PIN_TRIES)
    .where('made_at', '>', at - PIN_LIMIT)
    .where('made_at', '<=', at)
    .returning('pin_mac')
    .executeTakeFirst()
  const kept = row?.pin_mac ?? randomToken()
  return timingSafeEqual(Buffer.from(sha256(kept)), Buffer.from(sha256(mac)))
}

/** Uses the PIN up, in the transaction of what it opens. Of two at once one gets true. */
export async function spendPin(trx: Trx, account: AccountKey, mac: string): Promise<boolean> {
  const row = await trx
    .deleteFrom('support_pins')
    .where((eb) => eb.and(columns(account)))
    .where('pin_mac', '=', mac)
    .returning('client_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Deletes PINs whose time is over. @returns how many */
export async function prunePins(db: Db, now: Date): Promise<number> {
  const gone = await db
    .deleteFrom('support_pins')
    .where('made_at', '<=', time(now) - PIN_LIMIT)
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}
