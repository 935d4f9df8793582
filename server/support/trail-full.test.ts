import { beforeEach, describe, expect, test } from 'vitest'
import type { Needs } from '@/lib/permissions'
import type { WriteClass } from '@/lib/support-class'
import { permit } from '@/server/access/permitted'
import { admit } from '@/server/agents/admitted'
import { readers } from '@/server/agents/connections'
import { createAgentSession } from '@/server/store/agent-sessions'
import { addAgent } from '@/server/store/agents'
import { enterAccount } from './enter'
import { store } from '@/server/store/current'
import { cancelService, getCancellation } from '@/server/use-cases/cancel'
import * as contacts from '@/server/use-cases/contacts'
import { getProfile, updateDetails } from '@/server/use-cases/profile'
import { renameService } from '@/server/use-cases/services'
import { cancellingClient, SERVICE } from '@/server/use-cases/testing/cancel'
import { beginVisit, failTrail } from './testing/changing'
import { changingViewer } from './write'

const { sandbox } = cancellingClient(permit, { PORTAL_REFUND: 'credit' })
const INFO = { ref: 'request-1', ip: '192.0.2.1' }
const WRITES = ['AddContact', 'UpdateContact', 'DeleteContact', 'UpdateClient', 'AddCancelRequest', 'OpenTicket']

let ref = 0
beforeEach(() => {
  ref += 1
})

async function agent<N extends Needs>(kind: WriteClass, needs: N, name: string) {
  const { grant } = await beginVisit((await store()).db, kind)
  const info = { ...INFO, ref: `request-${ref}` }
  return { grant, info, viewer: permit(await changingViewer(grant, name, info), needs) }
}

const calls = (...actions: string[]) =>
  sandbox.world.store.all('api_calls').flatMap(({ action }) => (actions.includes(action) ? action : []))

const EACH: readonly [WriteClass, () => Promise<unknown>][] = [
  [
    'contacts',
    async () => {
      const { viewer } = await agent('contacts', 'contacts', 'contact.remove')
      await contacts.removeContact(viewer, 3)
    },
  ],
  [
    'profile',
    async () => {
      const { viewer } = await agent('profile', 'profile', 'profile.details')
      const { values, version } = await getProfile(viewer)
      await updateDetails(viewer, { ...values, version, city: 'Nowhere' })
    },
  ],
  [
    'cancellations',
    async () => {
      const { viewer } = await agent('cancellations', 'orders', 'cancellation.request')
      const { review } = await getCancellation(viewer, SERVICE, 'end')
      const input = { service: SERVICE, type: 'end', reason: '', details: '' } as const
      await cancelService(viewer, { ...input, quote: review?.quote ?? '' })
    },
  ],
  [
    'services',
    async () => {
      const { viewer } = await agent('services', 'products', 'service.name')
      await renameService(viewer, { service: SERVICE, name: 'Other', version: '' })
    },
  ],
]

describe('a trail that takes nothing more', () => {
  test.each(EACH)('%s: nothing is changed', async (kind, work) => {
    const { db } = await store()
    const mend = await failTrail(db)
    try {
      await expect(work()).rejects.toThrow(/disk full/)
    } finally {
      await mend()
    }
    expect(calls(...WRITES)).toEqual([])
    expect(await db.selectFrom('service_names').selectAll().execute()).toEqual([])
    await work()
    if (kind !== 'services') expect(calls(...WRITES)).toHaveLength(1)
    await db.deleteFrom('service_names').execute()
  })
})

test('a trail that takes nothing more: nobody enters an account', async () => {
  const { db } = await store()
  await beginVisit(db, 'contacts')
  await db.deleteFrom('write_grants').execute()
  await db.deleteFrom('grants').execute()
  const input = { email: 'oidc@example.com', name: 'Ola', role: 'support', passwordHash: 'x' } as const
  const someone = await addAgent(db, input, new Date())
  if (!someone) throw new Error('there is such an agent')
  const seen = { agent: someone, amr: ['oidc'], ip: '', userAgent: '' }
  const session = await createAgentSession(db, seen, new Date())
  const by = admit(session, 'agent', { info: { ...INFO, userAgent: '', path: '' }, whmcs: readers() })
  if (!by) throw new Error('not admitted')
  const [ticket] = sandbox.world.store.all('tickets', "WHERE userid = 1 AND status <> 'Closed'")
  const enter = () =>
    enterAccount(by, { client: 1, location: '', ticket: ticket?.id ?? 0, reason: 'They cannot find their invoice' })
  const mend = await failTrail(db)
  await expect(enter()).rejects.toThrow(/disk full/)
  expect(await db.selectFrom('grants').selectAll().execute()).toEqual([])
  await mend()
  await enter()
  expect(await db.selectFrom('grants').selectAll().execute()).toHaveLength(1)
})
