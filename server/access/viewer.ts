import 'server-only'
import type { ClientId, LocationId, Person } from '@/lib/ids'
import { agentKey, samePerson } from '@/lib/ids'
import type { Needs, Permission } from '@/lib/permissions'
import { PERMISSIONS } from '@/lib/permissions'
import type { Client, ClientSettings, InvoiceCounts } from '@/lib/schemas/client'
import type { Grant } from '@/server/store/grants'
import type { Change } from '@/server/support/facts'
import type { Reader } from '@/server/whmcs/client'
import { getClient } from '@/server/whmcs/clients'
import { WhmcsError } from '@/server/whmcs/errors'
import { getPermissions } from '@/server/whmcs/users'

export type Account = { readonly client: Client; readonly counts: InvoiceCounts; readonly settings: ClientSettings }

export type Rights = {
  readonly owner: boolean
  readonly permissions: ReadonlySet<Permission>
  /** False when the account is closed, or the person is no longer one of its people. */
  readonly member: boolean
}

/** Who is looking, at which account, with how much of WHMCS in hand. `account` and `rights` cost one call each, once. */
export type Viewer<W extends Reader = Reader> = {
  readonly location: LocationId
  readonly person: Person
  readonly email: string
  readonly clientId: ClientId
  readonly whmcs: W
  /** The agent who looks in the owner's place; null for the customers themselves. */
  readonly support: Grant | null
  /**
   * Says what is about to be changed, before it is. Under an agent's grant it is on record then, and nothing is sent without;
   * for the customers themselves it does nothing. @throws when it cannot be stored
   */
  changing(change: Change): Promise<void>
  account(): Promise<Account>
  rights(): Promise<Rights>
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined
  return () => (result ??= work())
}

const NONE: ReadonlySet<Permission> = new Set()
const ALL: ReadonlySet<Permission> = new Set(PERMISSIONS)

/** An answer that cannot be understood grants nothing; a dead WHMCS is not an answer. */
async function grantedBy(whmcs: Reader, person: Person, client: ClientId): Promise<ReadonlySet<Permission>> {
  try {
    return await getPermissions(whmcs, person, client)
  } catch (error) {
    if (error instanceof WhmcsError && (error.failure === 'refused' || error.failure === 'malformed')) return NONE
    throw error
  }
}

async function rightsOf(viewer: Viewer): Promise<Rights> {
  const asking = grantedBy(viewer.whmcs, viewer.person, viewer.clientId)
  // An owner's rights do not depend on this answer, so its failure must not be an unhandled one either.
  asking.catch(() => NONE)
  const { client } = await viewer.account()
  if (client.status === 'Closed') return { owner: false, permissions: NONE, member: false }
  if (samePerson(client.owner, viewer.person)) return { owner: true, permissions: ALL, member: true }
  const permissions = await asking
  const listed = client.people.some((one) => samePerson(one.person, viewer.person))
  return { owner: false, permissions, member: listed || permissions.size > 0 }
}

export function makeViewer<W extends Reader>(
  identity: Pick<Viewer, 'location' | 'person' | 'email' | 'clientId'>,
  whmcs: W,
  agent: { readonly grant: Grant; readonly changing?: Viewer['changing'] } | null = null,
): Viewer<W> {
  const viewer: Viewer<W> = {
    ...identity,
    whmcs,
    support: agent?.grant ?? null,
    changing: agent?.changing ?? (async () => undefined),
    account: once(() => getClient(whmcs, identity.clientId)),
    rights: once(() => rightsOf(viewer)),
  }
  return viewer
}

/** Who asks in the person's place: `agent:3`. Nobody does for the customers themselves. */
export function actorOf({ support }: Pick<Viewer, 'support'>): string | undefined {
  return support ? agentKey(support.agent.id) : undefined
}

export type Decision = 'allow' | 'forbidden' | 'no_account'

/** Pure, and default deny: what is not granted by name is forbidden. */
export function decide(rights: Rights, needs: Needs): Decision {
  if (!rights.member) return 'no_account'
  if (rights.owner || needs === 'signed-in') return 'allow'
  if (needs === 'owner') return 'forbidden'
  return rights.permissions.has(needs) ? 'allow' : 'forbidden'
}
