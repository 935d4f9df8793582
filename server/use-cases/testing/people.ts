import 'server-only'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Person } from '@/lib/ids'
import { clientId, locationId } from '@/lib/ids'
import type { Permission } from '@/lib/permissions'
import type { Sandbox } from '@/sandbox/app'
import { createSandbox } from '@/sandbox/app'
import type { Version } from '@/sandbox/core/version'
import type { permit as makePermitted } from '@/server/access/permitted'
import { makeViewer } from '@/server/access/viewer'
import { toFailure } from '@/server/failure'
import type { Writer } from '@/server/whmcs/client'
import { connect } from '@/server/whmcs/client'
import * as people from '../people'

export const WRITES = [
  'CreateClientInvite',
  'UpdateUserPermissions',
  'DeleteUserClient',
  'AddContact',
  'UpdateContact',
  'ResetPassword',
]

/** What a form would be answered. */
export async function answerOf(work: Promise<unknown>) {
  try {
    await work
    return 'done'
  } catch (error) {
    const { code, message, fields } = toFailure(error, 'ref')
    return { code, message, fields }
  }
}

export const NOT_FOUND = { code: 'not_found', message: 'not_found', fields: {} }
export const UNKNOWN = { code: 'outcome_unknown', message: 'outcome_unknown', fields: {} }
export const forbidden = (message: string) => ({ code: 'forbidden', message, fields: {} })
export const rejected = (fields: Record<string, string>) => ({ code: 'rejected', message: 'rejected', fields })

/** Client 1 of a sandbox in one version, with its people as that version knows them. Only a test has a `permit` to give. */
export function usePeople(version: Version, permit: typeof makePermitted) {
  const old = version === '7.10'
  const OWNER: Person = old ? { kind: 'client', id: 1 } : { kind: 'user', id: 3 }
  const sandbox: Sandbox = createSandbox({ version })
  let whmcs: Writer
  let close: () => Promise<void>

  beforeAll(async () => {
    const listening = await sandbox.listen(0)
    close = () => listening.close()
    const address = { location: locationId('main'), url: listening.url }
    whmcs = connect({ ...address, identifier: 'sandbox-identifier', secret: 'sandbox-secret' })
  })
  afterAll(async () => close())
  beforeEach(() => sandbox.reset())

  const identity = (person: Person) => ({
    location: locationId('main'),
    person,
    email: 'x@example.com',
    clientId: clientId(1),
  })
  /** A viewer afresh, as each request has one. The door's own decision is left out on purpose: what then still holds? */
  const viewer = (person = OWNER) => permit(makeViewer(identity(person), whmcs), 'owner')
  const member = (person: Person) => permit(makeViewer(identity(person), whmcs), 'signed-in')
  const idOf = (email: string) =>
    sandbox.world.store.first(old ? 'contacts' : 'users', 'WHERE email = ?', email)?.id ?? 0
  const personOf = (email: string): Person => ({ kind: old ? 'contact' : 'user', id: idOf(email) })
  const linkOf = (email: string) =>
    sandbox.world.store.first('user_clients', 'WHERE user_id = ? AND client_id = 1', idOf(email))
  return {
    sandbox,
    old,
    OWNER,
    viewer,
    member,
    idOf,
    personOf,
    writes: () => sandbox.world.store.all('api_calls').flatMap(({ action }) => (WRITES.includes(action) ? action : [])),
    heldBy: (email: string) =>
      old ? sandbox.world.store.first('contacts', 'WHERE email = ?', email)?.permissions : linkOf(email)?.permissions,
    /** What WHMCS's staff would set meanwhile. */
    hold(email: string, permissions: string) {
      if (old) sandbox.world.store.update('contacts', idOf(email), { permissions })
      else sandbox.world.store.update('user_clients', linkOf(email)?.id ?? 0, { permissions })
    },
    async change(email: string, permissions: readonly Permission[], as = OWNER) {
      const { id, version: seen } = await people.getPerson(viewer(as), idOf(email))
      return people.changePermissions(viewer(as), { person: id, version: seen, permissions })
    },
    refuse(action: string, message: string) {
      sandbox.world.faults.clear()
      sandbox.world.faults.add([{ action, fault: 'refuse', message }])
    },
    /** One more person, in the way of this version. */
    ask: (email: string, permissions: Permission[] = ['invoices'], as = OWNER, password = '') =>
      old
        ? people.addPerson(viewer(as), { email, permissions, firstName: 'Ana', lastName: 'Silva', password })
        : people.invitePerson(viewer(as), { email, permissions }),
  }
}
