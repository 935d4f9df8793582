import { beforeEach, describe, expect, it } from 'vitest'
import { checkPassword } from '../core/secrets.ts'
import { sandbox, type Caller, type Fields } from '../testing/caller.ts'
import { encoded } from '../testing/php.ts'

const john = {
  firstname: 'John',
  lastname: 'Doe',
  email: 'john.doe@example.com',
  address1: '123 Main Street',
  city: 'Anytown',
  state: 'State',
  postcode: '12345',
  country: 'us',
  phonenumber: '+1 (800) 555-1234',
  password2: 'secret word',
}
const CARDS = 'Credit card related parameters are now deprecated and may be removed in a future version.'
const ICANN =
  'You must have at least one email address enabled to receive domain related notifications as required by ICANN. To disable domain notifications, please create an alternative contact that is set to receive them'

let now: Caller
beforeEach(() => {
  now = sandbox()
})
const refusal = async (action: string, fields: Fields) => (await now.call(action, fields)).message
const client = (id: unknown) => now.world.store.byId('clients', Number(id))

describe('AddClient', () => {
  it('makes a client, its owner and a welcome mail', async () => {
    const answer = await now.call('AddClient', { ...john, marketingoptin: 1, customfields: encoded({ 2: 'Käufer' }) })
    expect(client(answer['clientid'])).toMatchObject({
      email: john.email,
      country: 'US',
      currency: 1,
      status: 'Active',
    })
    expect(client(answer['clientid'])).toMatchObject({ password: '', marketing_emails_opt_in: 1, emailoptout: 0 })
    const login = await now.call('ValidateLogin', { email: john.email, password2: john.password2 })
    expect(login.result).toBe('success')
    const users = await now.call('GetUsers', { search: john.email })
    expect(users).toMatchObject({ users: [{ clients: [{ id: Number(answer['clientid']), isOwner: true }] }] })
    expect(await now.call('GetClientsDetails', { clientid: String(answer['clientid']) })).toMatchObject({
      customfields2: 'Käufer',
    })
    expect(await now.control('GET', 'mail')).toMatchObject([{ to: john.email, template: 'Client Signup Email' }])
  })
  it('sends no mail when told so', async () => {
    await now.call('AddClient', { ...john, noemail: 1 })
    expect(await now.control('GET', 'mail')).toEqual([])
  })
  it('gives the client to a user that is there', async () => {
    const answer = await now.call('AddClient', { ...john, password2: '', owner_user_id: 5 })
    expect(answer.result).toBe('success')
    expect(now.world.store.count('users')).toBe(14)
    expect(now.world.store.first('user_clients', 'WHERE client_id = ?', Number(answer['clientid']))).toMatchObject({
      user_id: 5,
      owner: 1,
    })
  })
  it.each([
    [{ owner_user_id: 99 }, 'Invalid Owner User ID'],
    [{ firstname: '' }, 'You did not enter your first name'],
    [{ lastname: '' }, 'You did not enter your last name'],
    [{ email: '' }, 'You did not enter your email address'],
    [{ email: 'john' }, 'The email address you entered was not valid'],
    [{ address1: '' }, 'You did not enter your address line 1'],
    [{ city: '' }, 'You did not enter your city'],
    [{ state: '' }, 'You did not enter your state'],
    [{ postcode: '' }, 'You did not enter your postcode'],
    [{ country: 'XQ' }, 'Valid country required'],
    [{ country: '' }, 'Valid country required'],
    [{ phonenumber: '' }, 'You did not enter your phone number'],
    [{ phonenumber: 'call me' }, 'Invalid telephone phone number'],
    [{ email: 'tech@example.com' }, 'A user already exists with that email address'],
    [{ email: 'third@example.com', owner_user_id: 5 }, 'The email address entered is not available for use.'],
    [{ skipvalidation: 1, email: '' }, 'You did not enter your email address'],
    [{ skipvalidation: 1, email: 'john' }, 'The email address you entered was not valid'],
    [{ password2: '' }, 'You did not enter a password'],
  ])('refuses %j', async (fields, message) => {
    const before = [now.world.store.count('clients'), now.world.store.count('users')]
    expect(await refusal('AddClient', { ...john, ...fields })).toBe(message)
    expect([now.world.store.count('clients'), now.world.store.count('users')]).toEqual(before)
  })
  it('asks for a required custom field', async () => {
    now.world.store.update('custom_fields', 2, { required: 'on' })
    const message = 'You did not provide required custom field value for Customer type'
    expect(await refusal('AddClient', { ...john })).toBe(message)
    expect(await refusal('AddClient', { ...john, customfields: encoded({ 2: '' }) })).toBe(message)
    const object = Buffer.from('O:8:"stdClass":1:{i:2;s:1:"x";}').toString('base64')
    expect(await refusal('AddClient', { ...john, customfields: object })).toBe(message)
    expect(await refusal('AddClient', { ...john, customfields: encoded({ 2: 'Company' }) })).toBeUndefined()
  })
  it('enforces nothing but the login with skipvalidation', async () => {
    const few = { email: 'few@example.com', password2: 'x', skipvalidation: 1 }
    expect(await refusal('AddClient', few)).toBeUndefined()
  })
  it('warns of card parameters, and stores none', async () => {
    const answer = await now.call('AddClient', { ...john, cardnum: '4111111111111111', expdate: '1230' })
    expect(answer).toMatchObject({ result: 'success', warning: `${CARDS} Use AddPayMethod instead.` })
    expect(now.world.store.count('pay_methods', 'WHERE clientid = ?', Number(answer['clientid']))).toBe(0)
  })
  it('makes a login of the client itself on 7.10', async () => {
    now = sandbox({ version: '7.10' })
    const answer = await now.call('AddClient', { ...john, securityqid: 1, securityqans: 'Rex', owner_user_id: 99 })
    expect(answer.result).toBe('success')
    expect(checkPassword(john.password2, client(answer['clientid'])?.password ?? '')).toBe(true)
    expect(now.world.store.count('users')).toBe(0)
    expect(await refusal('AddClient', { ...john, country: '' })).toBe('You did not enter your country')
    expect(await refusal('AddClient', { ...john, country: 'Utopia', email: 'u@example.com' })).toBeUndefined()
    expect(await refusal('AddClient', john)).toBe('A user already exists with that email address')
  })
})

describe('UpdateClient', () => {
  it('changes what was sent and nothing else', async () => {
    const before = client(1)
    await now.call('UpdateClient', { clientid: 1, city: 'Hamburg', country: 'fr', taxexempt: 1, notes: '' })
    expect(client(1)).toMatchObject({ city: 'Hamburg', country: 'FR', taxexempt: 1, notes: '' })
    expect(client(1)).toMatchObject({ firstname: before?.firstname, email: before?.email, tax_id: before?.tax_id })
  })
  it('selects by clientemail, which is not the new e-mail', async () => {
    const answer = await now.call('UpdateClient', { clientemail: 'third@example.com', email: 'next@example.com' })
    expect(answer['clientid']).toBe('3')
    expect(client(3)?.email).toBe('next@example.com')
    // The user keeps the address to sign in with.
    expect(now.world.store.byId('users', 1)?.email).toBe('third@example.com')
  })
  it('keeps custom fields by id', async () => {
    await now.call('UpdateClient', { clientid: 1, customfields: encoded({ 1: 'Zoë', 3: 'of a product', 99: 'x' }) })
    expect(await now.call('GetClientsDetails', { clientid: 1 })).toMatchObject({
      customfields: [
        { id: 1, value: 'Zoë' },
        { id: 2, value: 'Company' },
      ],
    })
    expect(now.world.store.count('custom_field_values')).toBe(4)
  })
  it('holds on to one address for domain mails', async () => {
    const off = { clientid: 2, 'email_preferences[domain]': 0, 'email_preferences[invoice]': 0 }
    expect(await refusal('UpdateClient', off)).toBe(ICANN)
    expect(await now.call('GetClientsDetails', { clientid: 2 })).toMatchObject({
      email_preferences: { domain: '1', invoice: '1' },
    })
    await now.call('AddContact', { clientid: 2, email: 'd@example.com', 'email_preferences[domain]': 1 })
    expect(await refusal('UpdateClient', off)).toBeUndefined()
    expect(await now.call('GetClientsDetails', { clientid: 2 })).toMatchObject({
      email_preferences: { domain: '0', invoice: '0', general: '1' },
    })
  })
  it.each([
    [{ clientid: 99 }, 'Client ID Not Found'],
    [{}, 'Client ID Not Found'],
    [{ clientemail: 'nobody@example.com' }, 'Client ID Not Found'],
    [{ clientid: 1, email: 'third@example.com' }, 'Duplicate Email Address'],
    [{ clientid: 1, email: 'nonsense' }, 'The email address entered is not valid'],
    [{ clientid: 1, firstname: '' }, 'You did not enter your first name'],
    [{ clientid: 1, clearcreditcard: 1 }, 'Multiple Credit Card Pay Methods Found'],
    [{ clientid: 1, cardnum: '4111' }, 'Multiple Credit Card Pay Methods Found'],
  ])('refuses %j', async (fields, message) => {
    const before = client(1)
    expect(await refusal('UpdateClient', fields)).toBe(message)
    expect(client(1)).toEqual(before)
  })
  it('refuses a bank account it cannot tell from another', async () => {
    now.world.store.insert('pay_methods', { clientid: 1, type: 'BankAccount' })
    expect(await refusal('UpdateClient', { clientid: 1, bankacct: '1' })).toBe(
      'Multiple Bank Account Pay Methods Found',
    )
  })
  it('asks for nothing with skipvalidation', async () => {
    expect(await refusal('UpdateClient', { clientid: 1, firstname: '', skipvalidation: 1 })).toBeUndefined()
    expect(client(1)?.firstname).toBe('')
  })
  it('clears the one card, and warns', async () => {
    expect(await now.call('UpdateClient', { clientid: 2, clearcreditcard: 1 })).toMatchObject({
      warning: `${CARDS} Use DeletePayMethod instead.`,
    })
    expect(now.world.store.count('pay_methods', 'WHERE clientid = 2')).toBe(0)
    expect(await now.call('UpdateClient', { clientid: 2, cardnum: '4111' })).toMatchObject({
      warning: `${CARDS} Use AddPayMethod or UpdatePayMethod instead.`,
    })
  })
  it('takes passwords and security questions on 7.10 only', async () => {
    const secret = { clientid: 4, password2: 'another word', securityqid: 2, securityqans: 'Rex' }
    expect((await now.call('UpdateClient', secret)).result).toBe('success')
    expect(client(4)).toMatchObject({ password: '', securityqid: 0, securityqans: '' })
    now = sandbox({ version: '7.10' })
    await now.call('UpdateClient', secret)
    expect(client(4)).toMatchObject({ securityqid: 2, securityqans: 'Rex' })
    const login = await now.call('ValidateLogin', { email: 'plain@example.com', password2: 'another word' })
    expect(login.result).toBe('success')
    expect(await refusal('UpdateClient', { clientid: 1, email: 'tech@example.com' })).toBe('Duplicate Email Address')
  })
})

describe('CloseClient', () => {
  it('ends services and cancels what is unpaid', async () => {
    await now.call('CloseClient', { clientid: 1 })
    const { store } = now.world
    expect(client(1)?.status).toBe('Closed')
    expect(store.count('invoices', "WHERE userid = 1 AND status = 'Unpaid'")).toBe(0)
    expect(store.count('invoices', "WHERE userid = 1 AND status = 'Draft'")).toBe(1)
    const statuses = new Set(store.all('services', 'WHERE clientid = 1').map((service) => service.status))
    expect([...statuses].sort()).toEqual(['Cancelled', 'Terminated'])
    expect(store.byId('services', 7)?.status).toBe('Terminated')
    expect(store.byId('services', 13)?.status).toBe('Active')
    expect(await refusal('CloseClient', { clientid: 99 })).toBe('Client ID Not Found')
  })
})

describe('DeleteClient', () => {
  const rows = () => {
    const state = now.world.store
    return { users: state.count('users'), transactions: state.count('transactions', 'WHERE userid = 3') }
  }
  it('keeps users and transactions unless told', async () => {
    const before = rows()
    await now.call('DeleteClient', { clientid: 3 })
    expect(rows()).toEqual(before)
    expect(await refusal('GetClientsDetails', { clientid: 3 })).toBe('Client Not Found')
    expect(JSON.stringify(await now.control('GET', 'state'))).not.toContain('MARKER-C3')
  })
  it('deletes users that are left alone, and transactions', async () => {
    await now.call('DeleteClient', { clientid: 3, deleteusers: 1, deletetransactions: 1 })
    expect(rows()).toEqual({ users: 13, transactions: 0 })
    // The agency entered client 3 too, and has others.
    expect(now.world.store.byId('users', 5)?.email).toBe('agency@example.com')
    expect(await refusal('DeleteClient', { clientid: 3 })).toBe('Client ID Not Found')
  })
  it('does not know the flags on 7.10', async () => {
    now = sandbox({ version: '7.10' })
    const before = rows()
    await now.call('DeleteClient', { clientid: 3, deletetransactions: 1 })
    expect(rows()).toEqual(before)
  })
})
