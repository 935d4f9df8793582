import { beforeEach, describe, expect, it } from 'vitest'
import { sandbox, type Caller, type Fields } from '../testing/caller.ts'

const ICANN =
  'You must have at least one email address enabled to receive domain related notifications as required by ICANN. To disable domain notifications, please enable domain notifications for the primary account holder or another contact'

let now: Caller
const refusal = async (action: string, fields: Fields) => (await now.call(action, fields)).message
const contact = (id: unknown) => now.world.store.byId('contacts', Number(id))
const add = async (fields: Fields) => contact((await now.call('AddContact', { clientid: 2, ...fields }))['contactid'])

const jane = { firstname: 'Jane', email: 'jane@example.com', tax_id: 'US1', country: 'us' }
const login = { ...jane, password2: 'word', permissions: 'managedomains,invoices,nonsense' }

describe('on 8.13', () => {
  beforeEach(() => {
    now = sandbox()
  })
  it('adds a contact with its mail switches', async () => {
    const made = await add({
      ...jane,
      'email_preferences[invoice]': 1,
      'email_preferences[domain]': 0,
      generalemails: 1,
    })
    expect(made).toMatchObject({ userid: 2, country: 'US', tax_id: 'US1', subaccount: 0 })
    expect(made).toMatchObject({ invoiceemails: 1, domainemails: 0, generalemails: 0 })
  })
  it('warns of sub-accounts, and makes none', async () => {
    const answer = await now.call('AddContact', { clientid: 2, ...login })
    expect(answer).toMatchObject({
      result: 'success',
      warning: 'Sub Accounts are no longer supported. Please use AddUser and CreateClientInvite',
    })
    expect(contact(answer['contactid'])).toMatchObject({ subaccount: 0, password: '', permissions: '' })
    expect(await now.call('UpdateContact', { contactid: 1, subaccount: 1 })).toMatchObject({
      warning: 'Sub Accounts are no longer supported. Please use UpdateUser',
    })
    expect(await now.call('UpdateContact', { contactid: 1, firstname: 'A' })).not.toHaveProperty('warning')
  })
  it('tells the contacts of a client apart', async () => {
    await add(jane)
    expect(await refusal('AddContact', { clientid: 2, ...jane })).toBe('Duplicate Email Address')
    expect(await refusal('AddContact', { clientid: 3, ...jane })).toBeUndefined()
    const other = await add({ email: 'other@example.com' })
    const change = { contactid: other?.id ?? 0, email: jane.email }
    expect(await refusal('UpdateContact', change)).toBe('Duplicate Email Address')
    expect(await refusal('UpdateContact', { ...change, email: 'OTHER@example.com' })).toBeUndefined()
  })
  it('updates what was sent; a tax id is not', async () => {
    await now.call('UpdateContact', { contactid: 1, city: 'Bonn', tax_id: 'DE9' })
    expect(contact(1)).toMatchObject({ city: 'Bonn', tax_id: '', firstname: 'Anna', invoiceemails: 1 })
  })
  it('holds on to one address for domain mails', async () => {
    const first = await add({ email: 'a@example.com', 'email_preferences[domain]': 1 })
    await now.call('UpdateClient', { clientid: 2, 'email_preferences[domain]': 0 })
    const off = { contactid: first?.id ?? 0, 'email_preferences[domain]': 0 }
    expect(await refusal('UpdateContact', off)).toBe(ICANN)
    const second = await add({ email: 'b@example.com', 'email_preferences[domain]': 1 })
    expect(await refusal('UpdateContact', off)).toBeUndefined()
    expect(await refusal('UpdateContact', { ...off, contactid: second?.id ?? 0 })).toBe(ICANN)
  })
  it('deletes, and knows no owner', async () => {
    now.world.store.update('clients', 1, { billingcid: 1 })
    expect(await refusal('DeleteContact', { contactid: 1 })).toBeUndefined()
    expect(now.world.store.byId('clients', 1)?.billingcid).toBe(0)
    expect(await refusal('DeleteContact', { contactid: 1 })).toBe('Contact ID Not Found')
    expect(await refusal('UpdateContact', { contactid: 1 })).toBe('Contact ID Not Found')
    expect(await refusal('AddContact', { clientid: 99 })).toBe('Client ID Not Found')
  })
})

describe('on 7.10', () => {
  beforeEach(() => {
    now = sandbox({ version: '7.10' })
  })
  it('makes a sub-account that signs in', async () => {
    const made = await add({ ...login, generalemails: 1, domainemails: 0, 'email_preferences[support]': 1 })
    expect(made).toMatchObject({ subaccount: 1, permissions: 'managedomains,invoices' })
    expect(made).toMatchObject({ generalemails: 1, domainemails: 0, supportemails: 1 })
    const answer = await now.call('ValidateLogin', { email: jane.email, password2: 'word' })
    expect(answer).toMatchObject({ userid: '2', contactid: String(made?.id) })
  })
  it('wants the addresses of sub-accounts unique, and of no others', async () => {
    expect(await refusal('AddContact', { clientid: 2, ...login, email: 'tech@example.com' })).toBe(
      'Duplicate Email Address',
    )
    expect(await refusal('AddContact', { clientid: 2, ...login, email: 'owner@example.com' })).toBe(
      'Duplicate Email Address',
    )
    expect(await refusal('AddContact', { clientid: 2, ...jane, email: 'tech@example.com' })).toBeUndefined()
  })
  it('turns a contact into a sub-account and back', async () => {
    const made = await add(jane)
    const on = { contactid: made?.id ?? 0, subaccount: 1, password2: 'word', permissions: 'tickets' }
    expect(await now.call('UpdateContact', on)).not.toHaveProperty('warning')
    expect(contact(made?.id)).toMatchObject({ subaccount: 1, permissions: 'tickets' })
    await now.call('UpdateContact', { contactid: made?.id ?? 0, subaccount: 0 })
    const answer = await now.call('ValidateLogin', { email: jane.email, password2: 'word' })
    expect(answer.result).toBe('error')
  })
})
