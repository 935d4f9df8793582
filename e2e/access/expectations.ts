import { expect } from '../fixtures.ts'
import type { Fields } from '../support/actions.ts'
import { ACTIONS, PAGES, ROUTES } from '../support/actions.ts'
import type { Sandbox } from '../support/sandbox.ts'
import { AGENT_FORMS, AGENT_PLACES } from './agent-expectations.ts'
import { whmcs } from './whmcs.ts'

/**
 * What the guards know of each endpoint: an address that exists, a form that is whole. An endpoint without an entry, or
 * an entry without an endpoint, fails every test that asks for them.
 */
export type Place = {
  /** An address that belongs to the account: `id` is one of its invoices. */
  readonly at: (id: number) => string
  /** What somebody who may have it gets. */
  readonly status: number
  /** Where somebody who has no business there any more is sent, being signed in. */
  readonly signedIn?: string
  /** For a page of panels: the ids of what each permission shows. */
  readonly panels?: Readonly<Record<string, readonly string[]>>
  /** Where it is left for another page when all went well. */
  readonly to?: string
}

const plain = (path: string): Pick<Place, 'at' | 'status'> => ({ at: () => path, status: 200 })

export const PLACES: Readonly<Record<string, Place>> = {
  ...AGENT_PLACES,
  '/': {
    ...plain('/'),
    panels: { invoices: ['due', 'recent'], products: ['renewals'], domains: ['domains'] },
  },
  '/accounts': plain('/accounts'),
  '/accounts/new': plain('/accounts/new'),
  '/cancellations': plain('/cancellations'),
  '/credit': plain('/credit'),
  '/credit/add': plain('/credit/add'),
  '/transactions': plain('/transactions'),
  '/transactions.csv': plain('/transactions.csv'),
  '/contacts': plain('/contacts'),
  // A contact of client 1.
  '/contacts/[contactId]': plain('/contacts/3'),
  '/contacts/[contactId]/remove': plain('/contacts/3/remove'),
  '/contacts/new': plain('/contacts/new'),
  '/domains': plain('/domains'),
  '/emails': plain('/emails'),
  // A mail of client 1.
  '/emails/[emailId]': plain('/emails/2'),
  '/emails/[emailId]/body': plain('/emails/2/body'),
  '/floor': plain('/floor'),
  '/forgot-password': plain('/forgot-password'),
  '/invoices': plain('/invoices'),
  '/invoices/[invoiceId]': { at: (id) => `/invoices/${id}`, status: 200 },
  '/invoices/[invoiceId]/pay': { at: (id) => `/invoices/${id}/pay`, status: 200 },
  '/invoices/[invoiceId]/payment': { at: (id) => `/invoices/${id}/payment`, status: 200 },
  '/invoices/pay': { at: (id) => `/invoices/pay?ids=${id}`, status: 200 },
  '/invoices/download': { at: (id) => `/invoices/download?ids=${id}`, status: 200 },
  '/no-access': plain('/no-access'),
  '/register': { ...plain('/register'), signedIn: '/accounts' },
  '/reset-password': plain('/reset-password'),
  '/profile': {
    ...plain('/profile'),
    panels: { 'signed-in': ['you'], profile: ['account', 'contact', 'mail', 'billing'] },
  },
  '/profile/details': plain('/profile/details'),
  '/profile/contact': plain('/profile/contact'),
  '/profile/preferences': plain('/profile/preferences'),
  '/profile/you': plain('/profile/you'),
  '/profile/you/email': plain('/profile/you/email'),
  '/security': {
    ...plain('/security'),
    panels: { session: ['devices', 'sign-ins'], 'signed-in': ['password'], owner: ['events'] },
  },
  '/payment-methods': plain('/payment-methods'),
  // A card of client 1.
  '/payment-methods/[methodId]/remove': plain('/payment-methods/1/remove'),
  '/people': plain('/people'),
  // Bill, one of the people of client 1.
  '/people/[personId]': plain('/people/2'),
  '/people/[personId]/preview': plain('/people/2/preview'),
  '/people/[personId]/remove': plain('/people/2/remove'),
  '/people/invite': plain('/people/invite'),
  '/people/leave': plain('/people/leave'),
  '/services': plain('/services'),
  // A service of client 1.
  '/services/[serviceId]': {
    ...plain('/services/1'),
    panels: { products: ['billing'], invoices: ['invoices'], orders: [], productsso: [] },
  },
  '/services/[serviceId]/name': plain('/services/1/name'),
  '/services/[serviceId]/next-invoice': plain('/services/1/next-invoice'),
  // A service of client 1 that is to end, and one that is paid automatically.
  '/services/[serviceId]/automatic-payment': plain('/services/1/automatic-payment'),
  '/services/[serviceId]/cancel': plain('/services/3/cancel'),
  '/services/[serviceId]/withdraw': plain('/services/11/withdraw'),
  '/sign-in': { ...plain('/sign-in'), signedIn: '/' },
  '/sign-in/verify': plain('/sign-in/verify'),
  // Without OpenID Connect it does not exist, and a POST is all that reports know.
  '/api/auth/callback/whmcs': { ...plain('/api/auth/callback/whmcs'), status: 404 },
  '/api/billing-status': plain('/api/billing-status'),
  '/api/health/live': plain('/api/health/live'),
  '/api/health/ready': plain('/api/health/ready'),
  '/api/regions': plain('/api/regions?country=DE'),
  '/csp-report': { ...plain('/csp-report'), status: 405 },
  '/invoices.csv': plain('/invoices.csv'),
  '/invoices/[invoiceId]/payment/status': { at: (id) => `/invoices/${id}/payment/status`, status: 200 },
  '/invoices.zip': { at: (id) => `/invoices.zip?ids=${id}`, status: 200 },
  '/invoices/[invoiceId]/pdf': { at: (id) => `/invoices/${id}/pdf`, status: 200 },
}

const CONTACT = {
  firstName: 'Zoë',
  lastName: 'Zimmer',
  company: '',
  email: 'zoe@example.net',
  phone: '',
  address1: '',
  address2: '',
  city: '',
  state: '',
  postcode: '',
  country: '',
}

const ADDRESS = {
  country: 'DE',
  address1: 'Straße 1',
  address2: '',
  postcode: '50667',
  city: 'Köln',
  state: 'NRW',
}

/** A new account, whoever opens it. */
const ACCOUNT = {
  ...ADDRESS,
  firstName: 'Zoë',
  lastName: 'Zimmer',
  company: '',
  email: 'zoe@example.net',
  phone: '+49 221 123456',
  terms: 'yes',
}

/** A form that its action accepts, or refuses only for what WHMCS says about it. */
export const FORMS: Readonly<Record<string, Fields>> = {
  ...AGENT_FORMS,
  'account.choose': { account: '1' },
  'account.open': ACCOUNT,
  'cancellation.request': { service: '3', type: 'end', reason: '', details: '', quote: 'none' },
  'cancellation.withdraw': { service: '11' },
  'contact.add': { ...CONTACT, taxId: '' },
  'contact.remove': { contact: '3' },
  'contact.update': { ...CONTACT, contact: '3', version: 'another' },
  'password.forgot': { email: 'nobody@example.com' },
  'own.details': { firstName: 'Zoë', lastName: 'Zimmer', language: '', version: 'another' },
  'own.email': { email: 'zoe@example.net' },
  'billing-site.open': { page: 'details' },
  'profile.details': {
    firstName: 'Zoë',
    lastName: 'Zimmer',
    company: '',
    taxId: '',
    ...ADDRESS,
    custom1: '',
    custom2: '',
    version: 'another',
  },
  'profile.contact': { email: 'zoe@example.net', phone: '+49 221 123456', version: 'another' },
  'profile.preferences': { language: '', paymentMethod: '', version: 'another' },
  register: { ...ACCOUNT, password: 'a lamp in the harbour' },
  // An invoice of client 1 that is open, and figures that nobody was shown.
  'credit.apply': { invoice: '36', amount: '1.00', balance: '0.01' },
  'credit.apply-several': { ids: '36,44', figures: 'none' },
  'invoice.generate': { service: '1' },
  'funds.invoice': { choice: '25', amount: '', newest: '1' },
  'funds.open': {},
  'pay-method.add': {},
  'pay-method.default': { method: '1' },
  'pay-method.remove': { method: '1' },
  'invoice.pay': { invoice: '36', gateway: '' },
  'invoices.combine': { ids: '36,44', figures: 'none' },
  'invoices.pay-all': {},
  'service.name': { service: '1', name: 'Shop', version: 'another' },
  'service.open': { service: '1' },
  'session.end': { device: 'A'.repeat(24) },
  'session.end-others': {},
  'person.add': {
    firstName: 'Ana',
    lastName: 'Silva',
    email: 'ana@example.net',
    password: '',
    permissions: 'invoices',
  },
  'person.invite': { email: 'ana@example.net', permissions: 'invoices' },
  'person.leave': {},
  'person.password': { person: '2', password: 'a password of one’s own' },
  'person.permissions': { person: '2', version: 'another', permissions: 'invoices' },
  'person.remove': { person: '2' },
  'preferences.locale': { locale: 'de' },
  'preferences.theme': { theme: 'dark' },
  'sign-in': { email: 'nobody@example.com', password: 'wrong' },
  'sign-in.code': { code: '123456' },
  'sign-in.oidc': {},
  'sign-in.restart': {},
  'sign-out': {},
  'subscription.stop': { service: '1' },
}

export function expectEveryEndpointKnown(): void {
  const placed = [...PAGES, ...ROUTES].map(({ name }) => name)
  expect(Object.keys(PLACES).sort(), 'e2e/access/expectations.ts: PLACES').toEqual(placed.sort())
  const named = ACTIONS.map(({ name }) => name)
  expect(Object.keys(FORMS).sort(), 'e2e/access/expectations.ts: FORMS').toEqual(named.sort())
}

/** @throws Error when nobody has said what the endpoint answers. */
export function placeOf(name: string): Place {
  const place = PLACES[name]
  if (!place) throw new Error(`${name} has no expectation in e2e/access/expectations.ts`)
  return place
}

export function formOf(name: string): Fields {
  const form = FORMS[name]
  if (!form) throw new Error(`${name} has no form in e2e/access/expectations.ts`)
  return form
}

/** One invoice that a client's people may see. */
export async function invoiceOf(sandbox: Sandbox, client: number): Promise<number> {
  const { invoices } = await sandbox.state('invoices')
  const found = invoices.find(({ userid, status }) => userid === client && status === 'Unpaid')
  if (!found) throw new Error(`Client ${client} has no unpaid invoice`)
  return found.id
}

/** One contact of a client; a client that has none is given one. */
export async function contactOf(sandbox: Sandbox, client: number): Promise<number> {
  const { contacts } = await sandbox.state('contacts')
  const found = contacts.find(({ userid }) => userid === client)
  if (found) return found.id
  await whmcs(sandbox, 'AddContact', { clientid: client, firstname: `MARKER-C${client}-CONTACT` })
  return contactOf(sandbox, client)
}

/** One stored card of a client; a client that has none is given one. */
export async function methodOf(sandbox: Sandbox, client: number): Promise<number> {
  const { pay_methods } = await sandbox.state('pay_methods')
  const found = pay_methods.find(({ clientid }) => clientid === client)
  if (found) return found.id
  const card = { type: 'RemoteCreditCard', gateway_module_name: 'stripe', card_number: 'pm_1', card_expiry: '1239' }
  await whmcs(sandbox, 'AddPayMethod', { clientid: client, description: `MARKER-C${client}-CARD`, ...card })
  return methodOf(sandbox, client)
}

/** One service of a client. */
export async function serviceOf(sandbox: Sandbox, client: number): Promise<number> {
  const { services } = await sandbox.state('services')
  const found = services.find(({ clientid, status }) => clientid === client && status === 'Active')
  if (!found) throw new Error(`Client ${client} has no service`)
  return found.id
}

/** One mail that WHMCS sent to a client; a client that has none is sent one. */
export async function emailOf(sandbox: Sandbox, client: number): Promise<number> {
  const { emails } = await sandbox.state('emails')
  const found = emails.find(({ userid }) => userid === client)
  if (found) return found.id
  const subject = `MARKER-C${client}-EMAIL`
  return sandbox.sendEmail({ client, subject, html: `<p>${subject}</p>` })
}

/** Somebody who signs in to this client and to no other: Alex, who owns client 2, is taken out of the others first. */
export async function personOf(sandbox: Sandbox, client: number): Promise<number> {
  const { user_clients } = await sandbox.state('user_clients')
  const others = user_clients.filter((link) => client === 2 && link.user_id === 5 && link.owner === 0)
  for (const { user_id, client_id } of others) {
    await whmcs(sandbox, 'DeleteUserClient', { user_id, client_id })
  }
  const own = user_clients.filter((link) => link.client_id === client && (link.owner === 1 || link.user_id !== 5))
  return (own.find(({ owner }) => owner === 0) ?? own[0])?.user_id ?? 0
}

const READS = /^(Get|WhmcsDetails$|ValidateLogin$)/

/** The calls after which WHMCS is not what it was before; handing somebody over to its pages is one. */
export async function writesOf(sandbox: Sandbox): Promise<string[]> {
  const calls = await sandbox.calls()
  return calls.flatMap(({ action }) => (READS.test(action) ? [] : [action]))
}
