import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientId, type ClientId, type Person } from '@/lib/ids'
import * as cancellations from './cancellations'
import type { Writer } from './client'
import * as clients from './clients'
import * as contacts from './contacts'
import * as credits from './credits'
import * as emails from './emails'
import * as gateways from './gateways'
import * as invoices from './invoices'
import * as orders from './orders'
import { markOwned } from './owned'
import * as services from './services'
import * as settings from './settings'
import * as sso from './sso'
import { fakeWhmcs, type Fake } from './testing/fake'
import * as tickets from './tickets'
import * as transactions from './transactions'
import * as users from './users'
import { findVersion, WhmcsDetails } from './version'

/** The vendor's documented answers, word for word; `.nested` where the page shows bracketed keys. */
const FOLDER = new URL('./examples/', import.meta.url)
const FILES = readdirSync(FOLDER).filter((name) => name !== 'errors.json')
const PLACE = 'http://example.test'

const one: ClientId = clientId(1)
const user: Person = { kind: 'user', id: 1 }
const address = { address1: 'x', address2: '', city: 'x', state: 'x', postcode: 'x', country: 'GB', phone: '1' }
const somebody = { firstName: 'A', lastName: 'B', company: '', email: 'a@example.com', ...address }
const page = { offset: 0, limit: 25 }

/** How the portal asks, and what it makes of the documented answer. */
const ASK: Record<string, readonly [(whmcs: Writer) => Promise<unknown>, unknown]> = {
  AddCancelRequest: [
    (whmcs) => cancellations.addCancelRequest(whmcs, one, markOwned(1), { type: 'Immediate', reason: 'x' }),
    undefined,
  ],
  AddClient: [(whmcs) => clients.addClient(whmcs, { ...somebody, password: 'x' }), 1],
  AddClientNote: [(whmcs) => settings.addClientNote(whmcs, one, 'x'), 1],
  AddContact: [(whmcs) => contacts.addContact(whmcs, one, { ...somebody, emails: [] }), 1],
  AddCredit: [(whmcs) => credits.addCredit(whmcs, one, { type: 'add', amount: '1.00', description: 'x' }), '123.45'],
  AddUser: [(whmcs) => users.addUser(whmcs, { ...somebody, password: 'x' }), user],
  ApplyCredit: [(whmcs) => invoices.applyCredit(whmcs, markOwned(1), '10.00'), { applied: '10.00', paid: false }],
  CancelOrder: [(whmcs) => orders.cancelOrder(whmcs, markOwned(1), { cancelSubscription: true }), undefined],
  CapturePayment: [(whmcs) => invoices.capturePayment(whmcs, markOwned(1)), undefined],
  CloseClient: [(whmcs) => clients.closeClient(whmcs, one), undefined],
  CreateClientInvite: [
    (whmcs) => users.inviteUser(whmcs, one, { email: 'a@example.com', permissions: ['invoices'] }),
    undefined,
  ],
  CreateInvoice: [
    (whmcs) =>
      invoices.createInvoice(whmcs, one, { items: [{ description: 'x', amount: '1.00', taxed: false }], send: true }),
    1,
  ],
  CreateSsoToken: [
    async (whmcs) => (await sso.createSsoToken(whmcs, { client: one, person: user, path: 'cart.php' })).href,
    `${PLACE}/oauth/singlesignon.php?access_token=afaed4482ad1e6b75492cdd421cc458b1991a97c`,
  ],
  DeleteClient: [(whmcs) => clients.deleteClient(whmcs, one, { users: false, transactions: false }), undefined],
  DeleteContact: [(whmcs) => contacts.deleteContact(whmcs, markOwned(1)), undefined],
  DeletePayMethod: [(whmcs) => gateways.deletePayMethod(whmcs, one, markOwned(1)), undefined],
  DeleteUserClient: [(whmcs) => users.removeUserFromClient(whmcs, one, markOwned(1)), undefined],
  GenInvoices: [(whmcs) => invoices.generateInvoices(whmcs, one, [markOwned(1)]), { created: 3, latestId: null }],
  GetAdminDetails: [(whmcs) => findVersion(whmcs), { text: '7.10.2', major: 7, minor: 10 }],
  GetCancelledPackages: [
    (whmcs) => cancellations.cancelledPackages(whmcs, 0, 100),
    {
      total: 2,
      items: [
        expect.objectContaining({ id: 1, serviceId: 1, type: 'End of Billing Period' }),
        { id: 2, serviceId: 2, requestedAt: '2016-02-24 21:27:04', reason: 'Client Requested', type: 'Immediate' },
      ],
    },
  ],
  GetClientGroups: [
    (whmcs) => clients.listClientGroups(whmcs),
    [
      { id: 1, name: 'Client Group 1' },
      { id: 2, name: 'Client Group 2' },
    ],
  ],
  GetClientPassword: [(whmcs) => clients.getClientPassword(whmcs, one), expect.stringMatching(/^\$2y\$10\$/)],
  GetClients: [(whmcs) => clients.listClients(whmcs, page), { total: 2, clients: [{ id: 2 }, { id: 1 }] }],
  GetClientsAddons: [(whmcs) => services.listAddons(whmcs, one), [{ id: 1, recurringAmount: '15.00' }]],
  GetClientsDetails: [
    (whmcs) => clients.getClient(whmcs, one),
    {
      client: {
        id: 1,
        firstName: 'Test',
        country: 'GB',
        credit: '0.00',
        currencyCode: 'USD',
        allowsSingleSignOn: true,
        owner: user,
        people: [{ person: user, name: 'Testing User', email: 'testuser@whmcs.com', owner: true }],
      },
      counts: { unpaid: 19, overdue: 19, paid: 0, dueBalance: '$2645.80 USD' },
      settings: {
        emails: ['general', 'product', 'domain', 'invoice', 'support', 'affiliate'],
        marketing: true,
        customFields: [{ id: 1, value: 'Custom Field Value' }],
      },
    },
  ],
  GetClientsDomains: [(whmcs) => services.listDomains(whmcs, one), [{ name: 'whmcs.rocks' }, { name: 'whmcs.info' }]],
  GetClientsProducts: [
    (whmcs) => services.listServices(whmcs, one),
    [
      { id: 1, name: 'Starter', recurringAmount: '12.95', nextDueOn: '2016-11-25', status: 'Terminated' },
      { id: 2, name: 'Plus', status: 'Active' },
    ],
  ],
  GetConfigurationValue: [(whmcs) => settings.getSetting(whmcs, 'SystemURL'), 'http://www.example.com/whmcs/'],
  GetContacts: [(whmcs) => contacts.listContacts(whmcs, one), [{ id: 1, firstName: 'Test', signsIn: false }]],
  GetCredits: [(whmcs) => credits.listCredits(whmcs, one), [{ amount: '10.00' }, { amount: '-10.00' }]],
  GetCurrencies: [
    (whmcs) => settings.listCurrencies(whmcs),
    [{ id: 1, code: 'USD', prefix: '$', suffix: ' USD', format: 1 }],
  ],
  GetEmails: [
    (whmcs) => emails.getEmail(whmcs, clientId(7), 16),
    { id: 16, sentAt: '2020-06-24 10:42:40', failed: false, html: expect.stringContaining('<html') },
  ],
  GetInvoice: [
    (whmcs) => invoices.getInvoice(whmcs, 1),
    {
      clientId: 2361,
      invoice: { id: 1, number: '1', paidOn: null, balance: '15.95', items: [{ relatedId: 1 }], payments: [] },
    },
  ],
  GetInvoices: [
    (whmcs) => invoices.listInvoices(whmcs, one, { sort: 'date', descending: true, ...page }),
    { total: 1, invoices: [{ id: 1, number: '1', dueOn: '2016-01-08', paidOn: null, total: '15.95' }] },
  ],
  GetPayMethods: [
    (whmcs) => gateways.listPayMethods(whmcs, one),
    [
      { id: 1, type: 'RemoteCreditCard', lastFour: '4242', expires: '02/25', brand: 'Visa' },
      { id: 2, type: 'CreditCard' },
      { id: 3, type: 'BankAccount', bank: 'Bank of America' },
      { id: 4, type: 'RemoteBankAccount', gateway: 'gocardless' },
    ],
  ],
  GetPaymentMethods: [(whmcs) => gateways.listGateways(whmcs), [{ module: 'paypal' }, { name: 'Credit Card' }]],
  GetPermissionsList: [async (whmcs) => (await users.listPermissions(whmcs)).size, 13],
  GetSupportDepartments: [(whmcs) => tickets.listDepartments(whmcs), [{ id: 1, name: 'Sample Support Department' }]],
  GetTicket: [
    (whmcs) => tickets.getTicket(whmcs, one, 1),
    {
      number: '516757',
      replies: [
        { id: 0, staff: false, author: 'Cynthia Reilly', attachments: [{ name: 'attachment_name.png', index: 0 }] },
        { id: 1, staff: true, author: 'Demo Admin', attachments: [] },
        { id: 2, staff: false },
      ],
    },
  ],
  GetTickets: [(whmcs) => tickets.listTickets(whmcs, one, page), { total: 1, tickets: [{ id: 1, number: '516757' }] }],
  GetTransactions: [
    (whmcs) => transactions.listTransactions(whmcs, one),
    [{ id: 10, amountIn: '45.90', invoiceId: 59, at: '2016-01-01 06:41:11' }],
  ],
  LogActivity: [(whmcs) => settings.logActivity(whmcs, 'x', one), undefined],
  OpenTicket: [
    (whmcs) =>
      tickets.openTicket(whmcs, one, user, { departmentId: 1, subject: 'x', message: 'x', priority: 'Medium' }),
    { id: 1, number: '516757' },
  ],
  ResetPassword: [(whmcs) => users.resetPassword(whmcs, 'a@example.com'), true],
  UpdateClient: [(whmcs) => clients.updateClient(whmcs, one, { city: 'x', emails: [] }), undefined],
  UpdateClientProduct: [
    (whmcs) => services.updateClientProduct(whmcs, markOwned(1), { paymentMethod: 'paypal' }),
    undefined,
  ],
  UpdateContact: [(whmcs) => contacts.updateContact(whmcs, markOwned(1), { ...somebody, emails: [] }), undefined],
  UpdateInvoice: [(whmcs) => invoices.updateInvoice(whmcs, markOwned(1), { paymentMethod: 'paypal' }), undefined],
  UpdatePayMethod: [(whmcs) => gateways.updatePayMethod(whmcs, one, markOwned(1), { expires: '0130' }), undefined],
  UpdateUser: [(whmcs) => users.updateUser(whmcs, user, { firstName: 'x' }), undefined],
  UpdateUserPermissions: [(whmcs) => users.setPermissions(whmcs, one, markOwned(1), ['invoices']), undefined],
  UpgradeProduct: [
    (whmcs) =>
      orders.calculateUpgrade(whmcs, markOwned(1), { productId: 11, billingCycle: 'monthly', paymentMethod: 'x' }),
    { inProgress: false, price: '$-8.67 USD' },
  ],
  ValidateLogin: [(whmcs) => users.validateLogin(whmcs, 'a@example.com', 'x'), { kind: 'ok', person: user }],
  WhmcsDetails: [(whmcs) => whmcs.read(WhmcsDetails), { whmcs: { major: 8, minor: 0 } }],
}

let answer = ''
let fake: Fake
let whmcs: Writer

beforeAll(async () => {
  fake = await fakeWhmcs((_, response) => void response.end(answer))
  whmcs = fake.whmcs()
})
afterAll(async () => fake[Symbol.asyncDispose]())

function example(file: string): string {
  return readFileSync(new URL(file, FOLDER), 'utf8')
}

test.each(FILES.filter((file) => !/^(GetUserPermissions|GetUsers|CreateSsoToken)\./.test(file)))('%s', async (file) => {
  const [action = ''] = file.split('.')
  const row = ASK[action]
  if (!row) throw new Error(`nobody asks for ${action}`)
  const [ask, expected] = row
  answer = example(file)
  const made = await ask(whmcs)
  if (typeof expected === 'object' && expected !== null) expect(made).toMatchObject(expected)
  else expect(made).toEqual(expected)
  expect(fake.received.at(-1)?.params.get('action')).toBe(action)
})

test('every example that is asked for is there', () => {
  for (const action of Object.keys(ASK)) expect(FILES).toContain(`${action}.json`)
})

test('CreateSsoToken: the documented address belongs to another host than the configured one', async () => {
  answer = example('CreateSsoToken.json')
  await expect(ASK.CreateSsoToken?.[0](whmcs)).rejects.toMatchObject({ failure: 'malformed' })
  answer = answer.replace(PLACE, fake.url)
  expect(await ASK.CreateSsoToken?.[0](whmcs)).toBe(String(ASK.CreateSsoToken?.[1]).replace(PLACE, fake.url))
})

test('GetUserPermissions: the documented answer names no permissions, and that is not "all"', async () => {
  answer = example('GetUserPermissions.json')
  await expect(users.getPermissions(whmcs, user, one)).rejects.toMatchObject({ failure: 'malformed' })
})

test('GetUsers', async () => {
  await using both = await fakeWhmcs(({ params }, response) => {
    response.end(example(`${params.get('action') ?? ''}.json`))
  })
  expect(await users.listAccounts(both.whmcs(), user, 'john.smith@example.net')).toEqual([
    { clientId: 1, name: 'Test Client', company: '', owner: true, closed: false, language: '' },
  ])
})

test('no secret of an answer comes through', async () => {
  const made: unknown[] = []
  for (const action of ['GetClientsProducts', 'GetPayMethods', 'GetTicket', 'GetClientsDetails', 'ValidateLogin']) {
    answer = example(`${action}.json`)
    made.push(await ASK[action]?.[0](whmcs))
  }
  expect(JSON.stringify(made)).not.toMatch(
    /xxxx|remote_token|MD123456789|ticket note|1\.2\.3\.4|passwordhash|lastlogin/,
  )
})
