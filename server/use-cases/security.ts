import 'server-only'
import { personKey } from '@/lib/ids'
import type { Permitted } from '@/server/access/permitted'
import { PortalError } from '@/server/errors'
import type { RequestInfo } from '@/server/request'
import { append, listBy, listFor } from '@/server/store/audit'
import type { AuditRow } from '@/server/store/audit'
import { store } from '@/server/store/current'
import type { Session, SessionInfo } from '@/server/store/sessions'
import { endVisitsTo } from '@/server/store/grants'
import { listSessions, revokeSessionByHandle, revokeSessionsOf, sessionHandle } from '@/server/store/sessions'
import { listPeople } from '@/server/whmcs/users'

const SIGN_INS = 10
const EVENTS = 25

export type Device = SessionInfo & { readonly here: boolean }

/** A sign-in, or a try that was refused after the password was right. */
export type SignInEvent = { readonly at: Date; readonly ip: string; readonly done: boolean }

/** Where this person is signed in, and when they signed in lately. */
export async function getSignIns(session: Session): Promise<{ devices: Device[]; signIns: SignInEvent[] }> {
  const { location, person, id } = session
  const { db } = await store()
  const here = sessionHandle(id)
  const [devices, rows] = await Promise.all([
    listSessions(db, location, person, new Date()),
    listBy(db, { location, actor: personKey(person), event: 'sign-in' }, SIGN_INS),
  ])
  return {
    devices: devices.map((device) => ({ ...device, here: device.handle === here })),
    signIns: rows.map(({ at, ip, outcome }) => ({ at, ip, done: outcome === 'done' })),
  }
}

type Origin = Pick<RequestInfo, 'ref' | 'ip'>

async function record(session: Session, event: string, { ref, ip }: Origin): Promise<void> {
  const { location, person, clientId } = session
  const { db } = await store()
  const entry = { at: new Date(), location, actor: personKey(person), client: clientId, outcome: 'done' } as const
  await append(db, { ...entry, event, ref, ip })
}

/** @throws PortalError `not_found` for a device that is signed out already, or somebody else's */
export async function endDevice(session: Session, handle: string, origin: Origin): Promise<void> {
  const { db } = await store()
  const ended = await revokeSessionByHandle(db, session.location, session.person, handle, new Date())
  if (!ended) throw new PortalError('not_found')
  await record(session, 'session.end', origin)
}

/** Everywhere but here, support included: somebody who does this trusts nobody just now. */
export async function endOtherDevices(session: Session, origin: Origin): Promise<void> {
  const { db } = await store()
  await revokeSessionsOf(db, session.location, session.person, new Date(), session.id)
  await endVisitsTo(db, session.location, session.person, new Date())
  await record(session, 'session.end-others', origin)
}

export type AccountEvent = Pick<AuditRow, 'seq' | 'at' | 'event' | 'outcome'> & {
  /** Who did it; null for somebody who is no longer one of the account's people. */
  readonly who: string | null
  /** Somebody of the company, who is none of the account's people. */
  readonly support: boolean
}

/** What was done in the account through the portal, the newest first. `more` is where the next page begins. */
export async function listEvents(
  viewer: Permitted<'owner'>,
  before?: number,
): Promise<{ events: AccountEvent[]; more: number | null }> {
  const { db } = await store()
  const of = { location: viewer.location, client: viewer.clientId }
  const [rows, { client }] = await Promise.all([listFor(db, of, { limit: EVENTS + 1, before }), viewer.account()])
  const people = await listPeople(viewer.whmcs, client)
  const nameOf = (actor: string) => people.find(({ person }) => personKey(person) === actor)?.name ?? null
  const shown = rows.slice(0, EVENTS)
  return {
    // An attempt is told once, by what came of it.
    events: shown
      .filter(({ outcome }) => outcome !== 'attempted')
      .map(({ seq, at, event, outcome, actor }) => ({
        seq,
        at,
        event,
        outcome,
        who: nameOf(actor),
        support: actor.startsWith('agent:'),
      })),
    more: rows.length > EVENTS ? (shown.at(-1)?.seq ?? null) : null,
  }
}
