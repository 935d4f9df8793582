import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientId, locationId, type Person } from '@/lib/ids'
import type { Contact, ContactInput } from '@/lib/schemas/contact'
import { createSandbox } from '@/sandbox/app'
import { addCancelRequest, cancelledPackages } from './cancellations'
import { connect, type Writer } from './client'
import { addClient, closeClient, deleteClient, getClient, updateClient } from './clients'
import { addContact, deleteContact, listContacts, updateContact } from './contacts'
import { addCredit, listCredits } from './credits'
import { deletePayMethod, listPayMethods, updatePayMethod } from './gateways'
import { applyCredit, createInvoice, generateInvoices, getInvoice, updateInvoice } from './invoices'
import { calculateUpgrade } from './orders'
import { markOwned } from './owned'
import { refusalOf } from './refusals'
import { getService, listServices, updateClientProduct } from './services'
import { addClientNote, logActivity } from './settings'
import { getTicket, listDepartments, openTicket } from './tickets'
import { addSubaccount } from './subaccounts'
import * as users from './users'

const one = clientId(1)

const contact: ContactInput = {
  firstName: 'Zoë',
  lastName: "O'Neil & Söhne <b>",
  company: 'Ünal 株式会社',
  email: 'zoe@example.net',
  address1: 'Straße 1',
  address2: '',
  city: 'Köln',
  state: 'NRW',
  postcode: '50667',
  country: 'DE',
  phone: '0221123456',
  emails: ['general', 'invoice'],
}

const meaning = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: unknown) => refusalOf(error)?.code ?? error,
  )

/** Every writing module: what was written is read back. */
describe.each(['7.10', '8.13', '9.0'] as const)('writing to the sandbox as WHMCS %s', (version) => {
  let whmcs: Writer
  let close: () => Promise<void>
  const old = version === '7.10'

  beforeAll(async () => {
    const listening = await createSandbox({ version }).listen(0)
    close = () => listening.close()
    whmcs = connect({
      location: locationId('main'),
      url: listening.url,
      identifier: 'sandbox-identifier',
      secret: 'sandbox-secret',
    })
  })
  afterAll(async () => close())

  async function signIn(email: string, password = 'atrium-demo'): Promise<Person> {
    const result = await users.validateLogin(whmcs, email, password)
    if (result.kind !== 'ok') throw new Error(result.kind)
    return result.person
  }

  test('a contact is added, changed and removed', async () => {
    const id = await addContact(whmcs, one, contact)
    const saved = async (): Promise<Contact | undefined> =>
      (await listContacts(whmcs, one)).find((row) => row.id === id)
    expect(await saved()).toEqual({ ...contact, id, signsIn: false })
    await updateContact(whmcs, markOwned(id), { ...contact, city: 'Bonn', emails: ['support'] })
    expect(await saved()).toMatchObject({ city: 'Bonn', emails: ['support'] })
    await deleteContact(whmcs, markOwned(id))
    expect(await saved()).toBeUndefined()
    expect(await meaning(deleteContact(whmcs, markOwned(id)))).toBe('not_found')
  })

  test('the profile', async () => {
    await updateClient(whmcs, one, { city: 'Köln & Bonn', company: 'A "B" <C>', emails: ['general', 'domain'] })
    const { client, settings } = await getClient(whmcs, one)
    expect(client).toMatchObject({ city: 'Köln & Bonn', company: 'A "B" <C>' })
    expect(settings.emails).toEqual(['general', 'domain'])
    const before = client.email
    expect(await meaning(updateClient(whmcs, one, { email: 'not an address' }))).toBe('invalid')
    expect((await getClient(whmcs, one)).client.email).toBe(before)
  })

  test('credit pays an invoice, and no more than there is', async () => {
    const balance = await addCredit(whmcs, one, { type: 'add', amount: '500.00', description: 'test' })
    expect((await getClient(whmcs, one)).client.credit).toBe(balance)
    expect((await listCredits(whmcs, one)).some((entry) => entry.amount === '500.00')).toBe(true)
    const items = [{ description: 'Work', amount: '30.00', taxed: false }]
    const invoice = markOwned<'invoice'>(await createInvoice(whmcs, one, { items, send: false }))
    const open = (await getInvoice(whmcs, invoice))?.invoice
    expect(open).toMatchObject({ status: 'Unpaid', balance: '30.00', items: [{ amount: '30.00' }] })
    expect(await meaning(applyCredit(whmcs, invoice, '31.00'))).toBe('amount_above_balance')
    expect(await applyCredit(whmcs, invoice, '10.00')).toEqual({ applied: '10.00', paid: false })
    expect(await applyCredit(whmcs, invoice, '20.00')).toEqual({ applied: '20.00', paid: true })
    expect((await getInvoice(whmcs, invoice))?.invoice.status).toBe('Paid')
    expect(await meaning(applyCredit(whmcs, invoice, '1.00'))).toBe('not_unpaid')
  })

  test('an invoice changes its gateway', async () => {
    const items = [{ description: 'Work', amount: '5.00', taxed: false }]
    const invoice = markOwned<'invoice'>(await createInvoice(whmcs, one, { items, send: false }))
    await updateInvoice(whmcs, invoice, { paymentMethod: 'banktransfer' })
    expect((await getInvoice(whmcs, invoice))?.invoice.paymentMethod).toBe('banktransfer')
  })

  test('services: the next invoice, the gateway, cancelling, an upgrade’s price', async () => {
    const services = (await listServices(whmcs, one)).filter(({ status }) => status === 'Active')
    const { items: waiting } = await cancelledPackages(whmcs, 0, 100)
    const service = services.find(({ id }) => !waiting.some(({ serviceId }) => serviceId === id))
    const id = markOwned<'service'>(service?.id ?? 0)
    const { created } = await generateInvoices(whmcs, one, [id])
    expect(created).toBeGreaterThanOrEqual(0)
    await updateClientProduct(whmcs, id, { paymentMethod: 'banktransfer', forgetSubscription: true })
    expect(await getService(whmcs, one, id)).toMatchObject({ id, subscriptionId: '' })
    await addCancelRequest(whmcs, one, id, { type: 'End of Billing Period', reason: 'Zu teuer\r\n“x”' })
    const { items, total } = await cancelledPackages(whmcs, 0, 100)
    expect(total).toBe(waiting.length + 1)
    expect(items).toContainEqual(
      expect.objectContaining({ serviceId: id, type: 'End of Billing Period', reason: 'Zu teuer\r\n“x”' }),
    )
    const again = addCancelRequest(whmcs, one, id, { type: 'Immediate', reason: '' })
    expect(await meaning(again)).toBe('already_requested')
    const quote = calculateUpgrade(whmcs, id, { productId: 2, billingCycle: 'monthly', paymentMethod: 'banktransfer' })
    expect(await quote.catch(refusalOf)).not.toBeNull()
  })

  test('people: invited, permitted, removed', async () => {
    const people = async () => users.listPeople(whmcs, (await getClient(whmcs, one)).client)
    const billing = await signIn('billing@example.com')
    const id = markOwned<'user'>(billing.id)
    await users.setPermissions(whmcs, one, id, ['tickets', 'orders'])
    expect([...(await users.getPermissions(whmcs, billing, one))]).toEqual(['tickets', 'orders'])
    expect((await people()).find(({ email }) => email === 'billing@example.com')?.permissions).toEqual([
      'tickets',
      'orders',
    ])
    const invited = { email: 'new@example.net', permissions: ['invoices'] as const }
    if (old) await addSubaccount(whmcs, one, { ...invited, firstName: 'New', lastName: 'One', password: 'a-passw0rd' })
    else await users.inviteUser(whmcs, one, invited)
    expect((await people()).some(({ email }) => email === 'new@example.net')).toBe(old)
    await users.removeUserFromClient(whmcs, one, id)
    expect((await people()).some(({ person }) => person.id === billing.id && person.kind === billing.kind)).toBe(false)
    expect((await users.getPermissions(whmcs, billing, one)).size).toBe(0)
    expect(await users.resetPassword(whmcs, 'tech@example.com')).toBe(true)
    expect(await users.resetPassword(whmcs, 'nobody@example.com')).toBe(false)
  })

  test('one’s own name', async () => {
    const tech = await signIn('tech@example.com')
    await users.updateUser(whmcs, tech, { firstName: 'Renée', lastName: 'Ünal' })
    const people = await users.listPeople(whmcs, (await getClient(whmcs, one)).client)
    expect(people.find(({ person }) => person.id === tech.id)?.name).toBe('Renée Ünal')
  })

  test('a new account, its owner, and its end', async () => {
    const input = { ...contact, email: 'fresh@example.net', password: 'a-Long-passw0rd&=', currencyId: 1 }
    const client = await addClient(whmcs, input)
    expect((await getClient(whmcs, client)).client).toMatchObject({ firstName: 'Zoë', country: 'DE', status: 'Active' })
    const owner = await signIn(input.email, input.password)
    expect(await users.listAccounts(whmcs, owner, input.email)).toMatchObject([{ clientId: client, owner: true }])
    expect(await meaning(addClient(whmcs, input))).toBe('email_taken')
    await closeClient(whmcs, client)
    expect((await getClient(whmcs, client)).client.status).toBe('Closed')
    await deleteClient(whmcs, client, { users: true, transactions: true })
    expect(await meaning(getClient(whmcs, client))).toBe('not_found')
  })

  test('tickets, notes and the log', async () => {
    const [department] = await listDepartments(whmcs)
    const text = { subject: "I don't <b>", message: 'Line one\r\n& line “two”', priority: 'High' } as const
    const person = await signIn('owner@example.com')
    const { id } = await openTicket(whmcs, one, person, { departmentId: department?.id ?? 0, ...text })
    const ticket = await getTicket(whmcs, one, id)
    expect(ticket).toMatchObject({ subject: text.subject, priority: 'High', replies: [{ id: 0, staff: false }] })
    expect(ticket?.replies[0]?.message).toBe(text.message)
    expect(await addClientNote(whmcs, one, 'x')).toBeGreaterThan(0)
    await logActivity(whmcs, 'Atrium: test', one)
  })

  test('pay methods', async () => {
    const [method] = await listPayMethods(whmcs, one)
    const id = markOwned<'payMethod'>(method?.id ?? 0)
    await updatePayMethod(whmcs, one, id, { makeDefault: true })
    expect(await meaning(deletePayMethod(whmcs, clientId(2), id))).toBe('not_found')
    await deletePayMethod(whmcs, one, id)
    expect((await listPayMethods(whmcs, one)).some((row) => row.id === id)).toBe(false)
  })
})
