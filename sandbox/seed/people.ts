import { addClient, addUser, linkUser, type Planter } from './planter.ts'
import type { Row } from '../core/schema.ts'

type Person = Partial<Row<'clients'>> & { id: number; email: string }

/** What an authenticator application would hold for twofactor@example.com, and the code for when it is lost. */
export const DEMO_TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
export const DEMO_BACKUP_CODE = '5afec0de5afec0de'
const SECOND = { two_factor: 1, two_factor_secret: DEMO_TOTP_SECRET, two_factor_backup: DEMO_BACKUP_CODE }

/**
 * Client ids and user ids overlap on purpose, and never agree: user 7 owns client 12, while client 7 belongs to
 * user 12. Whoever takes one for the other shows somebody else's data.
 */
const CLIENTS: Person[] = [
  {
    id: 1,
    firstname: 'Jane',
    lastname: 'Doe',
    companyname: 'Example Hosting GmbH',
    email: 'owner@example.com',
    address2: 'MARKER-C1-ADDRESS',
    currency: 2,
    groupid: 1,
    tax_id: 'DE123456789',
    defaultgateway: 'stripe',
    notes: 'CANARY-C1-ADMIN-NOTES pays late, be kind',
  },
  {
    id: 2,
    firstname: 'Alex',
    lastname: 'Agency',
    companyname: 'Agency Two LLC',
    email: 'agency@example.com',
    address2: 'MARKER-C2-ADDRESS',
    city: 'Portland',
    state: 'Oregon',
    postcode: '97201',
    country: 'US',
    phonenumber: '503-555-0102',
    groupid: 2,
    notes: 'CANARY-C2-ADMIN-NOTES',
  },
  {
    id: 3,
    firstname: 'Aiko',
    lastname: 'Tanaka',
    companyname: '株式会社サンプル',
    email: 'third@example.com',
    address2: 'MARKER-C3-ADDRESS',
    city: '東京',
    state: '東京都',
    postcode: '100-0001',
    country: 'JP',
    phonenumber: '03-5555-0103',
    currency: 3,
    notes: 'CANARY-C3-ADMIN-NOTES',
  },
  { id: 4, firstname: 'Paula', lastname: 'Plain', email: 'plain@example.com' },
  { id: 5, firstname: 'Tom', lastname: 'Twofactor', email: 'twofactor@example.com', ...SECOND },
  { id: 6, firstname: 'Clara', lastname: 'Closed', email: 'closed@example.com', status: 'Closed' },
  { id: 7, firstname: 'Nadia', lastname: 'Neighbour', email: 'neighbour@example.com', address2: 'MARKER-C7-ADDRESS' },
  { id: 8, firstname: 'Ines', lastname: 'Inactive', email: 'inactive@example.com', status: 'Inactive' },
  {
    id: 9,
    firstname: 'Ali',
    lastname: 'عبد الله',
    email: 'arabic@example.com',
    country: 'AE',
    city: 'دبي',
    language: 'arabic',
  },
  { id: 10, firstname: 'Olga', lastname: 'Other', email: 'other10@example.com' },
  { id: 11, firstname: 'Omar', lastname: 'Other', email: 'other11@example.com', allow_sso: 0 },
  { id: 12, firstname: 'Emil', lastname: 'Empty', email: 'empty@example.com' },
]

/** user id, e-mail, first name, last name, the client owned */
const USERS: [number, string, string, string, number?][] = [
  [1, 'third@example.com', 'Aiko', 'Tanaka', 3],
  [2, 'billing@example.com', 'Bill', 'Ing'],
  [3, 'owner@example.com', 'Jane', 'Doe', 1],
  [4, 'twofactor@example.com', 'Tom', 'Twofactor', 5],
  [5, 'agency@example.com', 'Alex', 'Agency', 2],
  [6, 'tech@example.com', 'Tess', 'Tech'],
  [7, 'empty@example.com', 'Emil', 'Empty', 12],
  [8, 'closed@example.com', 'Clara', 'Closed', 6],
  [9, 'plain@example.com', 'Paula', 'Plain', 4],
  [10, 'inactive@example.com', 'Ines', 'Inactive', 8],
  [11, 'arabic@example.com', 'Ali', 'عبد الله', 9],
  [12, 'neighbour@example.com', 'Nadia', 'Neighbour', 7],
  [13, 'other10@example.com', 'Olga', 'Other', 10],
  [14, 'other11@example.com', 'Omar', 'Other', 11],
]

function users(planter: Planter): void {
  for (const [id, email, firstname, lastname, owned] of USERS) {
    const second = email.startsWith('twofactor') ? SECOND : {}
    addUser(planter, { id, email, firstname, lastname, ...second })
    if (owned !== undefined) linkUser(planter, id, owned)
  }
  linkUser(planter, 2, 1, 'invoices')
  linkUser(planter, 6, 1, 'products,tickets')
  linkUser(planter, 5, 1, 'products,domains,tickets')
  linkUser(planter, 5, 3, 'invoices')
}

function contact(planter: Planter, userid: number, values: Partial<Row<'contacts'>>): void {
  const since = planter.time(-400)
  planter.store.insert('contacts', {
    userid,
    address1: '1 Sample Street',
    city: 'Berlin',
    state: 'Berlin',
    postcode: '10115',
    country: 'DE',
    created_at: since,
    updated_at: since,
    ...values,
  })
}

function subAccounts(planter: Planter): void {
  const login = { subaccount: 1, password: planter.password }
  const bill = { firstname: 'Bill', lastname: 'Ing', email: 'billing@example.com', permissions: 'invoices' }
  contact(planter, 1, { ...login, ...bill, invoiceemails: 1 })
  const tess = { firstname: 'Tess', lastname: 'Tech', email: 'tech@example.com', permissions: 'products,tickets' }
  contact(planter, 1, { ...login, ...tess, productemails: 1, supportemails: 1 })
  // One address can sign in to one client only before 8.0: there the agency is a mere contact of clients 1 and 3.
  for (const client of [1, 3]) {
    contact(planter, client, { firstname: 'Alex', lastname: 'Agency', email: 'agency@example.com' })
  }
}

export function plantPeople(planter: Planter): void {
  for (const client of CLIENTS) addClient(planter, client)
  if (planter.hasUsers) users(planter)
  else subAccounts(planter)
  contact(planter, 1, {
    firstname: 'Anna',
    lastname: 'Accounts',
    companyname: 'Example Hosting GmbH',
    email: 'accounts@example.com',
    phonenumber: '030 555 2001',
    generalemails: 1,
    invoiceemails: 1,
  })
  contact(planter, 1, {
    firstname: 'Otto',
    lastname: 'Ops',
    email: 'ops@example.com',
    supportemails: 1,
    domainemails: 1,
  })
  contact(planter, 1, { firstname: 'MARKER-C1-CONTACT', lastname: 'Öztürk-Straße', email: 'marker1@example.com' })
  contact(planter, 2, {
    firstname: 'MARKER-C2-CONTACT',
    lastname: 'Smith',
    email: 'marker2@example.com',
    country: 'US',
  })
  contact(planter, 3, { firstname: 'MARKER-C3-CONTACT', lastname: '佐藤', email: 'marker3@example.com', country: 'JP' })
  const values: [number, number, string][] = [
    [1, 1, 'Anna Accounts'],
    [2, 1, 'Company'],
    [2, 2, 'Agency'],
  ]
  for (const [fieldid, relid, value] of values) planter.store.insert('custom_field_values', { fieldid, relid, value })
}
