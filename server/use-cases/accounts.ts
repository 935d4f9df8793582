import 'server-only'
import { personKey } from '@/lib/ids'
import type { Account } from '@/lib/schemas/client'
import type { Permitted } from '@/server/access/permitted'
import { PortalError } from '@/server/errors'
import type { RequestInfo } from '@/server/request'
import { append } from '@/server/store/audit'
import { store } from '@/server/store/current'
import type { Session } from '@/server/store/sessions'
import { replaceSession, revokeSession } from '@/server/store/sessions'
import { installation } from '@/server/whmcs/installations'
import { listAccounts as ask } from '@/server/whmcs/users'

/** Where a request came from, for the audit. */
type Origin = Pick<RequestInfo, 'ref' | 'ip'>

function entryOf(session: Session, { ref, ip }: Origin) {
  const { location, person } = session
  return { at: new Date(), location, actor: personKey(person), outcome: 'done', ref, ip } as const
}

/** The accounts this person may enter, asked afresh. */
export function listAccounts(session: Session): Promise<Account[]> {
  return ask(installation(session.location), session.person, session.email)
}

/** Enters an account: a new session id, the old one dead. @throws PortalError `not_found` for one that is not theirs or is closed */
export async function chooseAccount(session: Session, id: number, origin: Origin): Promise<Session> {
  const accounts = await listAccounts(session)
  const account = accounts.find(({ clientId, closed }) => clientId === id && !closed)
  if (!account) throw new PortalError('not_found')
  const { db } = await store()
  const next = await replaceSession(db, session.id, { clientId: account.clientId }, new Date())
  if (!next) throw new PortalError('signed_out')
  await append(db, { ...entryOf(session, origin), event: 'account.choose', client: account.clientId })
  return next
}

export async function signOut(session: Session, origin: Origin): Promise<void> {
  const { db } = await store()
  await append(db, { ...entryOf(session, origin), event: 'sign-out', client: session.clientId })
  await revokeSession(db, session.id, new Date())
}

/** The owner's name, for somebody who has to ask for access. */
export async function getOwnerName(viewer: Permitted<'signed-in'>): Promise<string | null> {
  const { client } = await viewer.account()
  return client.people.find(({ owner }) => owner)?.name ?? null
}
