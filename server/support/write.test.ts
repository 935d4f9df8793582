import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Needs } from '@/lib/permissions'
import type { WriteClass } from '@/lib/support-class'
import type { Permitted } from '@/server/access/permitted'
import { permit } from '@/server/access/permitted'
import type { Db } from '@/server/store/db'
import { endGrant } from '@/server/store/grants'
import { endWriting, WRITE_LIMIT } from '@/server/store/write-grants'
import { actorOf } from '@/server/access/viewer'
import type { action } from '@/server/action'
import { listFor } from '@/server/store/audit'
import { store } from '@/server/store/current'
import { once } from '@/server/submission'
import { cancelService, getCancellation } from '@/server/use-cases/cancel'
import * as contacts from '@/server/use-cases/contacts'
import { getProfile, updateDetails } from '@/server/use-cases/profile'
import { renameService } from '@/server/use-cases/services'
import { answerOf } from '@/server/use-cases/testing/people'
import { cancellingClient, day, MAIN, SERVICE } from '@/server/use-cases/testing/cancel'
import { withdrawCancellation } from '@/server/use-cases/withdrawals'
import type { Writer } from '@/server/whmcs/client'
import { changesIn } from './changes'
import { beginVisit } from './testing/changing'
import { changingViewer, detailsUnder, told } from './write'

const { sandbox, invoice, requests, credits } = cancellingClient(permit, { PORTAL_REFUND: 'credit' })
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

async function trail() {
  const { db } = await store()
  return listFor(db, { location: MAIN, client: 1 }, { limit: 100 })
}
const changes = async () =>
  (await trail()).filter((row) => row.event === 'support.change' && row.ref.endsWith(`-${ref}`))
const calls = (...actions: string[]) =>
  sandbox.world.store.all('api_calls').flatMap(({ action }) => (actions.includes(action) ? action : []))
const clientRow = () => sandbox.world.store.all('clients').find(({ id }) => id === 1)

const SECRET = { firstName: 'Canary', lastName: 'Canary', company: 'Canary', address1: 'Canary 1', address2: 'Canary' }
const CONTACT = {
  ...SECRET,
  email: 'canary@example.net',
  phone: '+49 221 12340000',
  city: 'Köln',
  state: '',
  postcode: 'C4N4RY',
  country: 'DE',
  emails: ['invoice'],
} as const

describe('a change by an agent', () => {
  test('of contacts is WHMCS’s, and on record with the agent’s name before it is sent; no name or address is', async () => {
    const { viewer, grant } = await agent('contacts', 'contacts', 'contact.add')
    await contacts.addContact(viewer, { ...CONTACT, taxId: 'canary-tax' })
    const [made] = sandbox.world.store.all('contacts', 'ORDER BY id DESC')
    expect(made).toMatchObject({ userid: 1, email: 'canary@example.net' })
    const { contact, version } = await contacts.getContact(viewer, made?.id ?? 0)
    await contacts.updateContact(viewer, {
      ...contact,
      city: 'Bonn',
      lastName: 'Canary-Two',
      contact: contact.id,
      version,
    })
    await contacts.removeContact(viewer, contact.id)
    const rows = (await changes()).toReversed()
    const common = { grant: grant.id, write: grant.writing.id, of: 'contact.add' }
    expect(rows).toMatchObject([
      {
        actor: `agent:${grant.agent.id}`,
        client: 1,
        target: 'contact:new',
        details: { ...common, 'now.city': 'Köln' },
      },
      {
        target: `contact:${contact.id}`,
        details: { ...common, fields: 'city lastName', 'was.city': 'Köln', 'now.city': 'Bonn' },
      },
      { target: `contact:${contact.id}`, details: { ...common, fields: '' } },
    ])
    expect(JSON.stringify(rows)).not.toMatch(/canary|c4n4ry|1234/i)
    expect(changesIn(rows)[1]?.fields).toEqual([
      { name: 'city', was: 'Köln', now: 'Bonn' },
      { name: 'lastName', was: null, now: null },
    ])
  })

  test('of the profile is one of the address alone: the rest is refused at its field', async () => {
    const { viewer } = await agent('profile', 'profile', 'profile.details')
    const { values, version } = await getProfile(viewer)
    const before = clientRow()
    const answer = await answerOf(updateDetails(viewer, { ...values, version, firstName: 'Mallory', taxId: 'X1' }))
    expect(answer).toMatchObject({ fields: { firstName: 'support_field', taxId: 'support_field' } })
    expect(clientRow()).toEqual(before)
    await updateDetails(viewer, { ...values, version, city: 'Bonn' })
    expect(clientRow()).toEqual({ ...before, city: 'Bonn', updated_at: clientRow()?.updated_at })
    expect(await changes()).toMatchObject([{ target: 'client:1', details: { fields: 'city', 'now.city': 'Bonn' } }])
  })

  test('a cancellation moves no money, whatever the policy: staff are asked, and read that an agent did', async () => {
    invoice({ due: day(-10) })
    const { viewer, grant } = await agent('cancellations', 'orders', 'cancellation.request')
    const { review } = await getCancellation(viewer, SERVICE, 'now')
    expect(review?.policy).toBe('request')
    const input = { service: SERVICE, type: 'now', reason: '', details: '', quote: review?.quote ?? '' } as const
    await cancelService(viewer, input)
    expect(requests()).toHaveLength(1)
    expect(credits()).toEqual([])
    const [ticket] = sandbox.world.store.all('tickets', 'ORDER BY id DESC')
    expect(JSON.stringify(ticket)).toContain(`agent agent:${grant.agent.id}`)
    const { db } = await store()
    const asked = await db.selectFrom('operations').select(['actor', 'person']).execute()
    expect(asked).toEqual(Array(2).fill({ actor: actorOf(viewer), person: 'user:3' }))
    // What follows the request has traces of its own.
    const refund = (await trail()).filter(({ event }) => event === 'refund.request')
    expect(refund.map(({ actor, outcome }) => `${actor} ${outcome}`)).toEqual([
      `agent:${grant.agent.id} done`,
      `agent:${grant.agent.id} attempted`,
    ])
    expect((await changes())[0]?.details).toMatchObject({ 'now.type': 'now', fields: 'endsOn type' })
    await withdrawCancellation(viewer, SERVICE)
    expect((await changes())[0]).toMatchObject({ target: expect.stringMatching(/^cancellation:\d+$/) })
  })

  test('a service’s own name is the portal’s alone, and what it says is not in the trail', async () => {
    const { viewer } = await agent('services', 'products', 'service.name')
    await renameService(viewer, { service: SERVICE, name: 'Canary', version: '' })
    expect(calls(...WRITES)).toEqual([])
    expect(JSON.stringify(await changes())).toContain('"fields":"name"')
    expect(JSON.stringify(await changes())).not.toContain('Canary')
    const { db } = await store()
    await db.deleteFrom('service_names').execute()
  })

  test('one class is not another, and what no class holds is sent by none', async () => {
    const { viewer } = await agent('profile', 'contacts', 'contact.add')
    const { contact, version } = await contacts.getContact(viewer, 3)
    // As whoever got past the frame and the types would.
    await expect(contacts.updateContact(viewer, { ...contact, city: 'X', contact: 3, version })).rejects.toThrow(
      TypeError,
    )
    await expect(viewer.whmcs.follow(new URL('https://x.example'))).rejects.toThrow(TypeError)
    await expect(viewer.whmcs.submitForm(new URL('https://x.example'), '', {})).rejects.toThrow(TypeError)
    expect(calls(...WRITES)).toEqual([])
  })
})

/** Not run: that it compiles is the test. Each line marked as an error must be one. */
export function noActionForgetsWhatAgentsMay(make: typeof action) {
  const spec = { name: 'x', needs: 'contacts', input: z.object({}), output: z.null() } as const
  // @ts-expect-error whether an agent may do it is said by every action
  make({ ...spec, run: async () => null })
  // @ts-expect-error what asks for the password is for nobody but the customer
  make({ ...spec, support: 'contacts', stepUp: true, run: async () => null })
  const run = async (viewer: Permitted<'contacts', Writer>) => viewer.whmcs && null
  // @ts-expect-error what an agent may do takes no whole connection
  make({ ...spec, support: 'contacts', run })
  return make({ ...spec, support: 'never', run })
}

const OVER: Readonly<Record<string, (db: Db, grant: string) => Promise<unknown>>> = {
  'the agent went back to reading': (db, grant) => endWriting(db, grant, new Date()),
  'the customer ended the visit': (db, grant) => endGrant(db, grant, 'customer', new Date()),
  'ten minutes were over': (db) =>
    db
      .updateTable('write_grants')
      .set(({ ref }) => ({ started_at: sql<number>`${ref('started_at')} - ${WRITE_LIMIT}` }))
      .execute(),
}

describe('between the form and the sending', () => {
  test.each(Object.entries(OVER))('%s: nothing is sent', async (_, end) => {
    const { db } = await store()
    const { grant, viewer } = await agent('contacts', 'contacts', 'contact.remove')
    await end(db, grant.id)
    expect(await answerOf(contacts.removeContact(viewer, 3))).toMatchObject({ code: 'signed_out' })
    expect(calls(...WRITES)).toEqual([])
  })
})

describe('what is said of it', () => {
  const said: string[] = []
  const later = (name: string, work: () => Promise<void>) => {
    said.push(name)
    void work()
  }
  const notes = (): number => calls('LogActivity').length

  test.each([
    ['done', ': contact.add, for ticket', async (): Promise<null> => null],
    ['nobody knows', ': contact.add (outcome unknown), for', () => Promise.reject(new TypeError('x'))],
  ] as const)('in WHMCS: %s', async (_, words, work) => {
    const { grant } = await agent('contacts', 'contacts', 'contact.add')
    await told(grant, 'contact.add', later, work).catch(() => null)
    await expect.poll(notes).toBe(1)
    const [call] = sandbox.world.store.all('api_calls', "WHERE action = 'LogActivity'")
    expect(JSON.stringify(call)).toContain(`on behalf of the customer${words}`)
  })

  test('what was refused is not said to be done', async () => {
    const { grant, viewer } = await agent('contacts', 'contacts', 'contact.remove')
    said.length = 0
    await told(grant, 'contact.remove', later, () => contacts.removeContact(viewer, 99_999)).catch(() => null)
    expect(said).toEqual([])
  })

  test('to the customer: how it ended', async () => {
    const { db } = await store()
    const { grant, viewer, info } = await agent('contacts', 'contacts', 'contact.remove')
    const actor = `agent:${grant.agent.id}`
    const entry = { location: MAIN, client: 1, actor, event: 'contact.remove', ...info, details: detailsUnder(grant) }
    const ends = async (work: () => Promise<null>): Promise<unknown> => {
      const key = { location: MAIN, person: actor, action: 'contact.remove', intent: crypto.randomUUID() }
      await once(db, key, {}, entry, z.null(), work)
      return changesIn((await trail()).filter(({ ref: of }) => of === info.ref))[0]?.outcome
    }
    sandbox.world.faults.add([{ action: 'DeleteContact', fault: 'apply-then-reset', nth: 1 }])
    expect(await ends(() => contacts.removeContact(viewer, 3))).toBe('unknown')
  })
})
