import 'server-only'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { locationId } from '@/lib/ids'
import type { LocationId } from '@/lib/ids'
import type { AuditOutcome } from '@/lib/schemas/audit-query'
import { AUDIT_OUTCOMES } from '@/lib/schemas/audit-query'
import { witness } from '@/server/observability/context'
import { storable, time } from '@/server/store/columns'
import type { Db } from '@/server/store/db'
import { isPostgres } from '@/server/store/postgres'
import { transact } from '@/server/store/transaction'
import type { Trx } from '@/server/store/transaction'

/**
 * The audit trail: rows are only ever added (triggers refuse the rest), and each carries the SHA-256 of the row before it
 * and of itself. Whoever edits, deletes or re-orders rows breaks the chain; whoever cuts off its end contradicts
 * `audit_head`. Someone who may change both tables and computes every hash anew is found only by comparing with a head
 * kept elsewhere: log what `auditHead` returns.
 */
export type AuditTable = {
  seq: number
  at: number
  location: string | null
  actor: string
  client: number | null
  event: string
  outcome: string
  target: string | null
  details: string | null
  ref: string
  ip: string
  hash: string
}

/** One row: how long the chain is, and its last hash. Every append locks it. */
export type AuditHeadTable = { id: number; seq: number; hash: string }

const OUTCOME = z.enum(AUDIT_OUTCOMES)
const DETAILS = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

export type AuditEntry = {
  readonly at: Date
  readonly location: LocationId | null
  /** `user:7`, `agent:3`, `anonymous`. */
  readonly actor: string
  readonly client: number | null
  readonly event: string
  readonly outcome: AuditOutcome
  /** What it was done to, by kind and id: `invoice:12`. */
  readonly target?: string
  /** Ids and plain facts, never bodies, secrets or a customer's words. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>
  /** Finds the log line. */
  readonly ref: string
  readonly ip: string
}

/** `seq` counts from 1 without gaps. */
export type AuditRow = AuditEntry & { readonly seq: number }

/** The hash before the first row. */
export const GENESIS = '0'.repeat(64)
/** Rows read at once while the chain is verified. */
const BATCH = 1_000

function rowOf(entry: AuditEntry, seq: number): Omit<AuditTable, 'hash'> {
  const details = entry.details && Object.entries(entry.details).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return {
    seq,
    at: time(entry.at),
    location: entry.location,
    actor: storable(entry.actor, 100),
    client: entry.client,
    event: storable(entry.event, 100),
    outcome: entry.outcome,
    target: entry.target === undefined ? null : storable(entry.target, 200),
    details: details ? JSON.stringify(Object.fromEntries(details)) : null,
    ref: storable(entry.ref, 100),
    ip: storable(entry.ip, 45),
  }
}

/** Canonical JSON is a list in a fixed order: no question of the order of keys, and every field is in it. */
function link(previous: string, row: Omit<AuditTable, 'hash'>): string {
  const { seq, at, location, actor, client, event, outcome, target, details, ref, ip } = row
  const canonical = JSON.stringify([seq, at, location, actor, client, event, outcome, target, details, ref, ip])
  return createHash('sha256').update(previous).update(canonical).digest('hex')
}

/** A row as it is told. */
export function auditRowOf(row: AuditTable): AuditRow {
  return {
    seq: row.seq,
    at: new Date(row.at),
    location: row.location === null ? null : locationId(row.location),
    actor: row.actor,
    client: row.client,
    event: row.event,
    outcome: OUTCOME.parse(row.outcome),
    ...(row.target !== null && { target: row.target }),
    ...(row.details !== null && { details: DETAILS.parse(JSON.parse(row.details)) }),
    ref: row.ref,
    ip: row.ip,
  }
}

/** Of staff alone: what a customer's browser calls itself is nobody's business here. */
function isOfAgents({ actor, event }: AuditEntry): boolean {
  return actor.startsWith('agent:') || event.startsWith('agent.')
}

/** An agent's row also says which browser it was and which calls to WHMCS it stands for. */
function witnessed(entry: AuditEntry): AuditEntry {
  const seen = isOfAgents(entry) ? witness(entry.ref) : null
  return seen ? { ...entry, details: { ...entry.details, ...seen } } : entry
}

async function appendIn(trx: Trx, entry: AuditEntry): Promise<void> {
  // SQLite's transaction has the only write lock already. On PostgreSQL the head row is locked, so that appends queue
  // here, and the one that waited reads the new head.
  const head = await trx
    .selectFrom('audit_head')
    .select(['seq', 'hash'])
    .where('id', '=', 1)
    .$if(isPostgres(trx), (query) => query.forUpdate())
    .executeTakeFirstOrThrow(() => new Error('the audit trail has lost its head row'))
  const row = rowOf(entry, head.seq + 1)
  const hash = link(head.hash, row)
  await trx
    .insertInto('audit')
    .values({ ...row, hash })
    .execute()
  await trx.updateTable('audit_head').set({ seq: row.seq, hash }).where('id', '=', 1).execute()
}

/**
 * Adds a row to the audit trail. Given a transaction, it joins it: let it be the last statement there, because it holds up
 * every other append until the commit, and because taking this lock last is what keeps two transactions from waiting for
 * each other. Texts are cut to their column; `details` keeps its keys in alphabetical order, and an agent's get `userAgent`
 * and `calls`.
 * @throws when it cannot be stored; what was to be audited must then not happen
 */
export function append(db: Db, entry: AuditEntry): Promise<void> {
  const row = witnessed(entry)
  return transact(db, (trx) => appendIn(trx, row))
}

function rowsOf(db: Db, { location, client }: { location: LocationId; client: number }) {
  return db.selectFrom('audit').selectAll().where('location', '=', location).where('client', '=', client)
}

/** One account’s rows, the newest first, `without` one event. `before` is the `seq` of the last row of the page before. */
export async function listFor(
  db: Db,
  of: { location: LocationId; client: number },
  page: { limit: number; before?: number | undefined; without?: string },
): Promise<AuditRow[]> {
  const rows = await rowsOf(db, of)
    .where('seq', '<', page.before ?? Number.MAX_SAFE_INTEGER)
    .where('event', '!=', page.without ?? '')
    .orderBy('seq', 'desc')
    .limit(page.limit)
    .execute()
  return rows.map(auditRowOf)
}

/** What agents did in one account since then, the oldest first: everything of theirs names its visit. */
export async function listVisits(
  db: Db,
  of: { location: LocationId; client: number },
  from: Date,
): Promise<AuditRow[]> {
  const rows = await rowsOf(db, of)
    .where('at', '>=', time(from))
    .where('details', 'like', '%"grant":"%')
    .orderBy('seq')
    .execute()
  return rows.map(auditRowOf)
}

/** What one person did, or tried, under one event's name, the newest first. */
export async function listBy(
  db: Db,
  of: { location: LocationId; actor: string; event: string },
  limit: number,
): Promise<AuditRow[]> {
  const rows = await db
    .selectFrom('audit')
    .selectAll()
    .where('location', '=', of.location)
    .where('actor', '=', of.actor)
    .where('event', '=', of.event)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
  return rows.map(auditRowOf)
}

/** When something was last done to a thing of an account, whoever did it; null for never since `from`. */
export async function lastDone(
  db: Db,
  of: { location: LocationId; client: number; event: string; target: string },
  from: Date,
): Promise<Date | null> {
  const row = await db
    .selectFrom('audit')
    .select('at')
    .where('location', '=', of.location)
    .where('client', '=', of.client)
    .where('event', '=', of.event)
    .where('target', '=', of.target)
    .where('outcome', '=', 'done')
    .where('at', '>=', time(from))
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? new Date(row.at) : null
}

/** How long the chain is and its last hash. Kept elsewhere (a log line), it proves later that nothing was rewritten. */
export function auditHead(db: Db): Promise<{ seq: number; hash: string } | undefined> {
  return db.selectFrom('audit_head').select(['seq', 'hash']).where('id', '=', 1).executeTakeFirst()
}

/**
 * Computes the whole chain again. Appends may go on meanwhile; they are not part of what is verified.
 * @returns the number of rows, or the `seq` of the first place that is wrong: an edited row, the place of a missing one
 * (deleted, or cut off the end), a row too many. 0 when the head row is gone.
 */
export async function verifyChain(db: Db): Promise<{ ok: true; rows: number } | { ok: false; brokenAt: number }> {
  // One statement, so that both are of the same moment.
  const end = await db
    .selectFrom('audit_head')
    .select([
      'seq',
      'hash',
      (eb) =>
        eb
          .selectFrom('audit')
          .select((e) => e.fn.max('seq').as('last'))
          .as('last'),
    ])
    .where('id', '=', 1)
    .executeTakeFirst()
  if (!end) return { ok: false, brokenAt: 0 }
  let [seq, hash] = [0, GENESIS]
  for (;;) {
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where('seq', '>', seq)
      .where('seq', '<=', end.seq)
      .orderBy('seq')
      .limit(BATCH)
      .execute()
    for (const row of rows) {
      // The number is part of what is hashed: a gap, or a row in another's place, does not fit either.
      if (row.hash !== link(hash, row)) return { ok: false, brokenAt: seq + 1 }
      seq = row.seq
      hash = row.hash
    }
    if (rows.length < BATCH) break
  }
  if (seq !== end.seq) return { ok: false, brokenAt: seq + 1 }
  if ((end.last ?? 0) > end.seq) return { ok: false, brokenAt: end.seq + 1 }
  return hash === end.hash ? { ok: true, rows: seq } : { ok: false, brokenAt: seq }
}
