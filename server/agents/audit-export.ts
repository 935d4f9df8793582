import 'server-only'
import { csvLines, toCsv } from '@/lib/csv'
import { agentKey } from '@/lib/ids'
import type { AuditQuery } from '@/lib/schemas/audit-query'
import { auditQueryString } from '@/lib/schemas/audit-query'
import { listAgents } from '@/server/store/agents'
import type { FoundRow } from '@/server/store/audit-search'
import { searchAudit } from '@/server/store/audit-search'
import { store } from '@/server/store/current'
import type { Admitted } from './admitted'
import { record } from './audit'

const MOST = 50_000
const BATCH = 1_000

const HEADER = [
  'number',
  'time (UTC)',
  'location',
  'client',
  'actor',
  'agent',
  'event',
  'outcome',
  'target',
  'details',
  'reference',
  'address',
  'hash',
]

function cells(row: FoundRow, names: ReadonlyMap<string, string>): string[] {
  return [
    String(row.seq),
    row.at.toISOString(),
    row.location ?? '',
    row.client === null ? '' : String(row.client),
    row.actor,
    names.get(row.actor) ?? '',
    row.event,
    row.outcome,
    row.target ?? '',
    row.details ? JSON.stringify(row.details) : '',
    row.ref,
    row.ip,
    row.hash,
  ]
}

/** The rows of a query as CSV, the newest first, read as they are sent: at most 50,000. */
async function* lines(query: AuditQuery): AsyncGenerator<string> {
  const { db } = await store()
  const names = new Map((await listAgents(db)).map(({ id, name }) => [agentKey(id), name] as const))
  yield toCsv(HEADER, [])
  let before = query.before
  for (let sent = 0; sent < MOST; sent += BATCH) {
    const rows = await searchAudit(db, { ...query, before }, BATCH)
    yield csvLines(rows.map((row) => cells(row, names)))
    if (rows.length < BATCH) return
    before = rows.at(-1)?.seq ?? null
  }
}

/** Whoever takes the audit away is in it: on record before the first row leaves. */
export async function exportAudit(by: Admitted<'lead'>, query: AuditQuery): Promise<ReadableStream<Uint8Array>> {
  await record(by, { event: 'audit.export', outcome: 'done', details: { query: auditQueryString(query) } })
  const rows = lines(query)
  const encoder = new TextEncoder()
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await rows.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    cancel: () => void rows.return(undefined),
  })
}
