import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createSandbox, type Listening } from './app.ts'
import { differences, nested, type Allowances } from './testing/shape.ts'

type Method = (options?: Record<string, unknown>) => Promise<unknown>
type ClientsClass = new (config: object) => Record<string, Method>

// An old client of others, without types: if it cannot tell the sandbox from a WHMCS, the wire is right.
const library: unknown = createRequire(import.meta.url)('whmcs-js')
const { Clients } = z.object({ Clients: z.custom<ClientsClass>((value) => typeof value === 'function') }).parse(library)

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
]

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
    // The pages show the 8.x answers; what 7.10 does otherwise is told in versions.test.ts.
    if (version === '7.10') return
    const text = readFileSync(new URL(`examples/${action}.json`, import.meta.url), 'utf8')
    expect(differences(answer, nested(z.looseObject({}).parse(JSON.parse(text))), allow)).toEqual([])
  })
})
