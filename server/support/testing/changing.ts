import 'server-only'
import { sql } from 'kysely'
import { clientId, locationId } from '@/lib/ids'
import type { WriteClass } from '@/lib/support-class'
import { createAgentSession } from '@/server/store/agent-sessions'
import { addAgent } from '@/server/store/agents'
import { isPostgres } from '@/server/store/postgres'
import type { Db } from '@/server/store/db'
import { grantOfHandle, startGrant } from '@/server/store/grants'
import { startWriting } from '@/server/store/write-grants'
import type { WritingGrant } from '../write'

let agents = 0

/** An agent in the account of client 1, who may change one class of things there; `handle` opens it. */
export async function beginVisit(db: Db, kind: WriteClass): Promise<{ handle: string; grant: WritingGrant }> {
  const now = new Date()
  await db.deleteFrom('write_grants').execute()
  await db.deleteFrom('grants').execute()
  const input = {
    email: `a${(agents += 1)}@example.com`,
    name: 'Sam King',
    role: 'support',
    passwordHash: 'x',
  } as const
  const agent = await addAgent(db, input, now)
  if (!agent) throw new Error('there is such an agent')
  const session = await createAgentSession(db, { agent, amr: [], ip: '', userAgent: '' }, now)
  const where = { location: locationId('main'), client: clientId(1), owner: { kind: 'user', id: 3 } as const }
  const why = { customer: 'Example Ltd', reason: 'The invoice page shows nothing', ticket: 'ABC-1' }
  const begun = await startGrant(db, { agent: agent.id, session: session.id, ...where, ...why }, now)
  if (typeof begun === 'string') throw new Error(begun)
  const writing = await startWriting(db, { grant: begun.id, class: kind, reason: 'Asked for on the phone' }, now)
  if (writing === 'busy') throw new Error(writing)
  const grant = await grantOfHandle(db, writing.handle, now)
  if (!grant?.writing) throw new Error('no grant')
  return { handle: writing.handle, grant: { ...grant, writing: grant.writing } }
}

/** From now on the trail takes nothing more, as on a full disk. @returns what mends it */
export async function failTrail(db: Db): Promise<() => Promise<unknown>> {
  if (isPostgres(db)) throw new Error('for SQLite')
  await sql`create trigger trail_full before insert on audit begin select raise(abort, 'disk full'); end`.execute(db)
  return () => sql`drop trigger trail_full`.execute(db)
}
