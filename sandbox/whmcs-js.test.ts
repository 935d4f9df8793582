import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createSandbox, type Listening } from './app.ts'
import { numbersAsText, type Answer } from './wire/answer.ts'
import { differences, nested, type Allowances } from './testing/shape.ts'

type Method = (options?: Record<string, unknown>) => Promise<unknown>
type ClientsClass = new (config: object) => Record<string, Method>

// An old client of others, without types: if it cannot tell the sandbox from a WHMCS, the wire is right.
const library: unknown = createRequire(import.meta.url)('whmcs-js')
const { Clients } = z.object({ Clients: z.custom<ClientsClass>((value) => typeof value === 'function') }).parse(library)

const added = z.object({ contactid: z.string() })
const contacts = z.object({ contacts: z.object({ contact: z.array(z.looseObject({})) }) })

const documented = (action: string): Answer => {
  const text = readFileSync(new URL(`examples/${action}.json`, import.meta.url), 'utf8')
  return answers.parse(nested(z.looseObject({}).parse(JSON.parse(text))))
}
const answers = z.record(z.string(), z.json())

const any = (...patterns: (RegExp | undefined)[]) =>
  new RegExp(patterns.flatMap((pattern) => pattern?.source ?? []).join('|'))

/** The pages show the 8.x answers. What 7.10 did otherwise: no users, no quantities, contacts that sign in. */
const older = (allow: Allowances = {}): Allowances => ({
  missing: any(allow.missing, /\.owner_user_id$|\.users$|\.qty$/),
  extra: any(allow.extra, /\.contact\[\]\.(subaccount|password|permissions|pwresetkey)$/),
  type: any(allow.type, /\.contact\[\]\.\w+emails$/),
})

const JOHN = {
  firstname: 'John',
  lastname: 'Doe',
  email: 'john.doe@example.com',
  address1: '123 Main Street',
  city: 'Anytown',
  state: 'State',
  postcode: '12345',
  country: 'US',
  phonenumber: '800-555-1234',
}

const CASES: [method: string, action: string, options: Record<string, unknown>, allow?: Allowances][] = [
  ['getClients', 'GetClients', { limitnum: 3, sorting: 'DESC' }],
  [
    'getClientsDetails',
    'GetClientsDetails',
    { clientid: 1, stats: true },
    { extra: /^\$\.(?!client\b|stats\b|result\b)|customfields\d+$/ },
  ],
  ['getClientsProducts', 'GetClientsProducts', { clientid: 1 }],
  ['getClientsAddons', 'GetClientsAddons', { clientid: 1 }],
  ['getClientsDomains', 'GetClientsDomains', { clientid: 1 }],
  ['getClientGroups', 'GetClientGroups', {}],
  ['getClientPassword', 'GetClientPassword', { userid: 1 }],
  ['getCancelledPackages', 'GetCancelledPackages', {}],
  ['getContacts', 'GetContacts', { userid: 1 }, { extra: /\.(companyname|tax_id)$/ }],
  ['getEmails', 'GetEmails', { clientid: 1, limitnum: 2 }],
  ['addClient', 'AddClient', { ...JOHN, password2: 'password', clientip: '1.2.3.4', noemail: true }],
  [
    'updateClient',
    'UpdateClient',
    { clientid: 4, city: 'Bonn', marketingoptin: true, customfields: 'YToxOntpOjE7czoxOiJ4Ijt9' },
  ],
  ['addContact', 'AddContact', { clientid: 1, firstname: 'Jane', lastname: 'Doe', email: 'jane.doe@example.com' }],
  ['updateContact', 'UpdateContact', { contactid: 1, firstname: 'John', lastname: 'Doe' }],
  ['deleteContact', 'DeleteContact', { contactid: 1 }],
  ['resetPassword', 'ResetPassword', { email: 'owner@example.com' }],
  // Listed among the response parameters, not in the example.
  ['closeClient', 'CloseClient', { clientid: 10 }, { extra: /^\$\.clientid$/ }],
  ['deleteClient', 'DeleteClient', { clientid: 11 }],
]

it('calls every method there is', () => {
  const methods = Object.getOwnPropertyNames(Clients.prototype).filter((name) => name !== 'constructor')
  expect(CASES.map(([method]) => method).sort()).toEqual(methods.sort())
  expect(methods).toHaveLength(18)
})

describe.each(['7.10', '8.13', '9.0'] as const)('whmcs-js against %s', (version) => {
  let running: Listening
  let clients: Record<string, Method>

  beforeAll(async () => {
    running = await createSandbox({ version }).listen(0)
    const serverUrl = `${running.url}/includes/api.php`
    clients = new Clients({ serverUrl, username: 'sandbox-identifier', password: 'sandbox-secret' })
  })
  afterAll(() => running.close())

  it.each(CASES)('%s', async (method, action, options, allow) => {
    const answer = await clients[method]?.(options)
    expect(answer).toMatchObject({ result: 'success' })
    const example = documented(action)
    const found =
      version === '7.10'
        ? differences(answer, numbersAsText(example), older(allow))
        : differences(answer, example, allow)
    expect(found).toEqual([])
  })

  it('changes what it says it changes', async () => {
    const before = { firstname: 'Old', lastname: 'Name', email: `${version}@example.com`, password2: 'word' }
    const { contactid } = added.parse(
      await clients['addContact']?.({ clientid: 2, ...before, permissions: 'invoices,tickets', supportemails: true }),
    )
    await clients['updateContact']?.({ contactid, firstname: 'New', subaccount: true })
    const rows = contacts.parse(await clients['getContacts']?.({ userid: 2, email: before.email }))
    expect(rows.contacts.contact).toMatchObject([{ firstname: 'New', lastname: 'Name' }])
    // Before 8.0 that is a sub-account; from then on its parameters do nothing.
    const [row] = rows.contacts.contact
    expect(row?.['permissions']).toBe(version === '7.10' ? 'invoices,tickets' : undefined)
    expect(row?.['supportemails']).toBe(version === '7.10' ? '1' : false)
    await clients['deleteContact']?.({ contactid })
    expect(await clients['updateContact']?.({ contactid })).toMatchObject({ message: 'Contact ID Not Found' })
  })
})
