import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Person } from '@/lib/ids'
import { clientId, locationId } from '@/lib/ids'
import type { ContactInput } from '@/lib/schemas/contact'
import type { Sandbox } from '@/sandbox/app'
import { createSandbox } from '@/sandbox/app'
import { permit } from '@/server/access/permitted'
import { makeViewer } from '@/server/access/viewer'
import { toFailure } from '@/server/failure'
import type { Writer } from '@/server/whmcs/client'
import { connect } from '@/server/whmcs/client'
import { addContact, getContact, listContacts, removeContact, updateContact } from './contacts'

const input: ContactInput = {
  firstName: 'Zoë',
  lastName: "O'Neil & Söhne <b>",
  company: '',
  email: 'zoe@example.net',
  address1: 'Straße 1',
  address2: '',
  city: 'Köln',
  state: 'Nordrhein-Westfalen',
  postcode: '50667',
  country: 'DE',
  phone: '+49 221 123456',
  emails: ['general', 'invoice'],
}

const WRITES = ['AddContact', 'UpdateContact', 'DeleteContact']

function callsOf(sandbox: Sandbox, ...actions: string[]): string[] {
  return sandbox.world.store.all('api_calls').flatMap(({ action }) => (actions.includes(action) ? action : []))
}

/** What a form would be answered. */
async function answerOf(work: Promise<unknown>) {
  try {
    await work
    return 'done'
  } catch (error) {
    const { code, message, fields } = toFailure(error, 'ref')
    return { code, message, fields }
  }
}
const NOT_FOUND = { code: 'not_found', message: 'not_found', fields: {} }
const UNKNOWN = { code: 'outcome_unknown', message: 'outcome_unknown', fields: {} }

describe.each(['7.10', '8.13', '9.0'] as const)('contacts on WHMCS %s', (version) => {
  let sandbox: Sandbox
  let whmcs: Writer
  let close: () => Promise<void>
  const old = version === '7.10'

  beforeAll(async () => {
    sandbox = createSandbox({ version })
    const listening = await sandbox.listen(0)
    close = () => listening.close()
    const address = { location: locationId('main'), url: listening.url }
    whmcs = connect({ ...address, identifier: 'sandbox-identifier', secret: 'sandbox-secret' })
  })
  afterAll(async () => close())
  beforeEach(() => sandbox.reset())

  /** A viewer afresh, as each request has one: what WHMCS said earlier is not remembered. */
  function viewer(person: Person = old ? { kind: 'client', id: 1 } : { kind: 'user', id: 3 }, client = 1) {
    const identity = { location: locationId('main'), person, email: 'owner@example.com', clientId: clientId(client) }
    return permit(makeViewer(identity, whmcs), 'contacts')
  }
  const rows = () => sandbox.world.store.all('contacts')
  const idOf = (email: string) => rows().find((row) => row.email === email)?.id ?? 0
  const row = (id: number) => rows().find((one) => one.id === id)
  const preferences = (kinds: Readonly<Record<string, 0 | 1>>) =>
    sandbox.world.store.update('clients', 1, { email_preferences: JSON.stringify(kinds) })
  const change = async (id: number, changes: Partial<ContactInput> = {}) => {
    const { contact, version: seen } = await getContact(viewer(), id)
    return updateContact(viewer(), { ...contact, ...changes, contact: id, version: seen })
  }

  test('added, changed, removed: each is what WHMCS holds afterwards', async () => {
    await addContact(viewer(), { ...input, taxId: 'DE123' })
    const id = idOf('zoe@example.net')
    expect(row(id)).toMatchObject({ userid: 1, city: 'Köln', tax_id: 'DE123', invoiceemails: 1, domainemails: 0 })
    await change(id, { city: 'Bonn', emails: ['support'] })
    expect(row(id)).toMatchObject({
      city: 'Bonn',
      tax_id: 'DE123',
      state: input.state,
      invoiceemails: 0,
      supportemails: 1,
    })
    await removeContact(viewer(), id)
    expect(row(id)).toBeUndefined()
  })

  test('a contact that is somebody else’s, or nobody’s, is not found and nothing is written', async () => {
    const foreign = idOf('marker2@example.com')
    const before = row(foreign)
    for (const id of [foreign, 99_999]) {
      expect(await answerOf(getContact(viewer(), id))).toEqual(NOT_FOUND)
      expect(await answerOf(updateContact(viewer(), { ...input, contact: id, version: '' }))).toEqual(NOT_FOUND)
      expect(await answerOf(removeContact(viewer(), id))).toEqual(NOT_FOUND)
    }
    expect(row(foreign)).toEqual(before)
    expect(callsOf(sandbox, ...WRITES)).toEqual([])
  })

  test('what was changed meanwhile is not written over', async () => {
    const id = idOf('ops@example.com')
    const { contact, version: seen } = await getContact(viewer(), id)
    sandbox.world.store.update('contacts', id, { city: 'Paris' })
    const answer = await answerOf(updateContact(viewer(), { ...contact, city: 'Bonn', contact: id, version: seen }))
    expect(answer).toEqual({ code: 'rejected', message: 'changed_meanwhile', fields: {} })
    expect(row(id)?.city).toBe('Paris')
    expect(callsOf(sandbox, ...WRITES)).toEqual([])
  })

  const sinceUsers = old ? undefined : test
  sinceUsers?.('an address that another contact has', async () => {
    const taken = { code: 'rejected', message: 'rejected', fields: { email: 'email_taken' } }
    expect(await answerOf(addContact(viewer(), { ...input, email: 'ops@example.com', taxId: '' }))).toEqual(taken)
    expect(await answerOf(change(idOf('accounts@example.com'), { email: 'ops@example.com' }))).toEqual(taken)
  })

  test('the last one to hear about domains must stay so, and is warned about', async () => {
    preferences({ general: 1, product: 1, support: 1, affiliate: 1 })
    const ops = idOf('ops@example.com')
    const bills = rows().filter((one) => one.userid === 1 && one.invoiceemails === 1)
    expect((await listContacts(viewer())).unheard).toEqual([])
    expect((await getContact(viewer(), ops)).soleFor).toEqual(['domain'])
    const answer = await answerOf(change(ops, { emails: ['support'] }))
    expect(answer).toEqual({ code: 'rejected', message: 'rejected', fields: { emails: 'domain_mail_required' } })
    for (const { id } of bills) await removeContact(viewer(), id)
    await removeContact(viewer(), ops)
    expect((await listContacts(viewer())).unheard).toEqual(['invoice', 'domain'])
    preferences({ invoice: 1, domain: 1 })
    expect((await listContacts(viewer())).unheard).toEqual([])
  })

  test('WHMCS’s own “not found”, and a refusal that nobody knows', async () => {
    const id = idOf('ops@example.com')
    const refusing = (action: string, message: string) =>
      sandbox.world.faults.add([{ action, fault: 'refuse', message }])
    refusing('AddContact', 'Client ID Not Found')
    refusing('UpdateContact', 'Contact ID Not Found')
    refusing('DeleteContact', 'The moon is in the way')
    expect(await answerOf(addContact(viewer(), { ...input, taxId: '' }))).toEqual(NOT_FOUND)
    expect(await answerOf(change(id))).toEqual(NOT_FOUND)
    expect(await answerOf(removeContact(viewer(), id))).toEqual({ code: 'rejected', message: 'refused', fields: {} })
  })

  test('an answer that is lost leaves the outcome open; one that never left does not', async () => {
    const id = idOf('ops@example.com')
    const faults = (fault: 'apply-then-reset' | 'html' | 'maintenance') => {
      sandbox.world.faults.clear()
      sandbox.world.faults.add(WRITES.map((action) => ({ action, fault })))
    }
    faults('apply-then-reset')
    expect(await answerOf(addContact(viewer(), { ...input, taxId: '' }))).toEqual(UNKNOWN)
    expect(idOf(input.email)).toBeGreaterThan(0)
    for (const fault of ['html', 'maintenance'] as const) {
      faults(fault)
      expect(await answerOf(change(id, { city: fault }))).toEqual(UNKNOWN)
    }
    sandbox.world.faults.clear()
    sandbox.world.faults.add([{ action: 'GetContacts', fault: 'html' }])
    const unavailable = { code: 'unavailable', message: 'unavailable', fields: {} }
    expect(await answerOf(removeContact(viewer(), id))).toEqual(unavailable)
    expect(row(id)).toBeDefined()
  })

  test('the list says what the account itself receives', async () => {
    preferences({ invoice: 1 })
    const { holder, rows: shown } = await listContacts(viewer())
    expect(holder.emails).toEqual(['invoice'])
    expect(shown.map(({ contact }) => contact.id)).toEqual(rows().flatMap((one) => (one.userid === 1 ? one.id : [])))
  })

  const untilUsers = old ? test : undefined
  untilUsers?.('a contact that signs in is touched by the owner alone', async () => {
    const tess = idOf('tech@example.com')
    const bill: Person = { kind: 'contact', id: idOf('billing@example.com') }
    const known = await getContact(viewer(bill), tess)
    expect(known.locked).toBe(true)
    const stolen = { ...known.contact, email: 'mine@example.com', contact: tess, version: known.version }
    const locked = { code: 'forbidden', message: 'contact_locked', fields: {} }
    expect(await answerOf(updateContact(viewer(bill), stolen))).toEqual(locked)
    expect(await answerOf(removeContact(viewer(bill), tess))).toEqual(locked)
    expect(callsOf(sandbox, ...WRITES)).toEqual([])
    expect((await getContact(viewer(), tess)).locked).toBe(false)
    await change(tess, { city: 'Bonn' })
    expect(row(tess)).toMatchObject({ city: 'Bonn', subaccount: 1, permissions: 'products,tickets' })
  })
})
