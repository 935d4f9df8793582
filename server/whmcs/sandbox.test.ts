import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientId, locationId, type Person } from '@/lib/ids'
import { PERMISSIONS } from '@/lib/permissions'
import { createSandbox } from '@/sandbox/app'
import { connect, type Writer } from './client'
import { getClient, getClientPassword, listClientGroups, listClients } from './clients'
import { listContacts } from './contacts'
import { listCredits } from './credits'
import { getEmail, listEmails } from './emails'
import { listGateways, listPayMethods } from './gateways'
import { getInvoice, listInvoices } from './invoices'
import { getService, listAddons, listDomains, listServices } from './services'
import { getSetting, listCurrencies } from './settings'
import { markOwned } from './owned'
import { createSsoToken, fetchPdf } from './sso'
import { getTicket, listDepartments, listTickets } from './tickets'
import { listTransactions } from './transactions'
import { getPermissions, listAccounts, listPeople, listPermissions, validateLogin } from './users'

const one = clientId(1)
const page = { offset: 0, limit: 10 }

/** A name that the sandbox gives to one client, and what no browser may ever see. */
const foreign = /MARKER-C(?!1-)\d+-|CANARY/

describe.each(['7.10', '8.13', '9.0'] as const)('the sandbox as WHMCS %s', (version) => {
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

  async function signIn(email: string): Promise<Person> {
    const result = await validateLogin(whmcs, email, 'atrium-demo')
    if (result.kind !== 'ok') throw new Error(result.kind)
    return result.person
  }

  test('the version is found out', async () => {
    const { major, minor } = await whmcs.version()
    expect(`${major}.${minor}`).toBe(version)
  })

  test('the client, and everything that belongs to it', async () => {
    const { client, counts } = await getClient(whmcs, one)
    expect(client).toMatchObject({ id: 1, currencyCode: 'EUR', status: 'Active' })
    expect(counts.unpaid + counts.paid).toBeGreaterThan(0)
    expect(client.owner.kind).toBe(old ? 'client' : 'user')
    const people = await listPeople(whmcs, client)
    expect(people.length).toBeGreaterThan(1)
    const services = await listServices(whmcs, one)
    const all = {
      client,
      people,
      services,
      contacts: await listContacts(whmcs, one),
      addons: await listAddons(whmcs, one),
      domains: await listDomains(whmcs, one),
      credits: await listCredits(whmcs, one),
      transactions: await listTransactions(whmcs, one),
      payMethods: await listPayMethods(whmcs, one),
      tickets: (await listTickets(whmcs, one, page)).tickets,
      emails: (await listEmails(whmcs, one, page)).emails,
    }
    for (const [name, found] of Object.entries(all)) expect(found, name).not.toEqual([])
    expect(JSON.stringify(all)).not.toMatch(foreign)
  })

  test('single things', async () => {
    const [service] = await listServices(whmcs, one)
    expect(await getService(whmcs, one, service?.id ?? 0)).toEqual(service)
    expect(await getService(whmcs, clientId(2), service?.id ?? 0)).toBeNull()
    const { tickets } = await listTickets(whmcs, one, page)
    const ticket = await getTicket(whmcs, one, tickets[0]?.id ?? 0)
    expect(ticket?.replies.length).toBeGreaterThan(0)
    expect(await getTicket(whmcs, clientId(2), tickets[0]?.id ?? 0)).toBeNull()
    expect(JSON.stringify(ticket)).not.toMatch(foreign)
    const { emails } = await listEmails(whmcs, one, page)
    expect(await getEmail(whmcs, one, emails[0]?.id ?? 0)).toMatchObject({ html: expect.stringContaining('<') })
    expect(await getEmail(whmcs, clientId(2), emails[0]?.id ?? 0)).toBeNull()
  })

  test('invoices', async () => {
    const sorted = { sort: 'duedate', descending: true } as const
    const { invoices, total } = await listInvoices(whmcs, one, { ...sorted, ...page })
    expect(total).toBeGreaterThanOrEqual(invoices.length)
    for (const { id, total: sum } of invoices) {
      const found = await getInvoice(whmcs, id)
      expect(found).toMatchObject({ clientId: 1, invoice: { id, total: sum } })
      expect(JSON.stringify(found)).not.toMatch(foreign)
    }
    const unpaid = await listInvoices(whmcs, one, { ...sorted, ...page, status: 'Unpaid' })
    expect(new Set(unpaid.invoices.map((invoice) => invoice.status))).toEqual(new Set(['Unpaid']))
    const past = await listInvoices(whmcs, one, { ...sorted, offset: total + 10, limit: 10 })
    expect(past).toEqual({ invoices: [], total })
    expect(await getInvoice(whmcs, 999_999)).toBeNull()
  })

  test('a client with nothing', async () => {
    const empty = clientId(12)
    expect(await listServices(whmcs, empty)).toEqual([])
    expect(await listContacts(whmcs, empty)).toEqual([])
    expect(await listCredits(whmcs, empty)).toEqual([])
    expect(await listTransactions(whmcs, empty)).toEqual([])
    expect(await listPayMethods(whmcs, empty)).toEqual([])
    expect(await listInvoices(whmcs, empty, { sort: 'date', descending: false, ...page })).toEqual({
      invoices: [],
      total: 0,
    })
  })

  test('signing in, accounts and permissions', async () => {
    const owner = await signIn('owner@example.com')
    expect(await listAccounts(whmcs, owner, 'owner@example.com')).toMatchObject([{ clientId: 1, owner: true }])
    expect([...(await getPermissions(whmcs, owner, one))].sort()).toEqual([...PERMISSIONS].sort())
    expect((await getPermissions(whmcs, owner, clientId(2))).size).toBe(0)
    const billing = await signIn('billing@example.com')
    expect(billing.kind).toBe(old ? 'contact' : 'user')
    expect(await listAccounts(whmcs, billing, 'billing@example.com')).toMatchObject([{ clientId: 1, owner: false }])
    expect([...(await getPermissions(whmcs, billing, one))]).toEqual(['invoices'])
    // User 7 owns client 12, and client 7 is somebody else's.
    const nobody = await signIn('empty@example.com')
    expect(await listAccounts(whmcs, nobody, 'empty@example.com')).toMatchObject([{ clientId: 12, owner: true }])
    expect(await validateLogin(whmcs, 'owner@example.com', 'wrong')).toEqual({ kind: 'refused' })
    expect(await validateLogin(whmcs, 'twofactor@example.com', 'atrium-demo')).toMatchObject({ kind: 'second_factor' })
  })

  test('what is the same for everybody', async () => {
    expect((await listCurrencies(whmcs)).map((currency) => currency.code)).toContain('EUR')
    expect((await listGateways(whmcs)).length).toBeGreaterThan(0)
    expect((await listDepartments(whmcs)).length).toBeGreaterThan(0)
    expect((await listClientGroups(whmcs)).length).toBeGreaterThan(0)
    expect((await listPermissions(whmcs)).size).toBe(13)
    expect((await listClients(whmcs, { search: 'owner@', ...page })).clients).toMatchObject([{ id: 1 }])
    expect(await getSetting(whmcs, 'CompanyName')).not.toBe('')
    expect(await getClientPassword(whmcs, one)).toMatch(/^\$2/)
  })

  test('a place in WHMCS’s own pages', async () => {
    const person = await signIn('owner@example.com')
    const url = await createSsoToken(whmcs, { client: one, person, path: 'viewinvoice.php?id=1' })
    expect(url.href).toContain(`${whmcs.baseUrl}/oauth/singlesignon.php?access_token=`)
  })

  test('the invoice as a PDF, for whom it belongs to alone', async () => {
    const owner = await signIn('owner@example.com')
    const { invoices } = await listInvoices(whmcs, one, { sort: 'date', descending: true, status: 'Paid', ...page })
    const invoice = markOwned<'invoice'>(invoices[0]?.id ?? 0)
    const { stream, length } = await fetchPdf(whmcs, { client: one, person: owner, invoice })
    const bytes = await new Response(stream).arrayBuffer()
    expect(bytes.byteLength).toBe(length ?? bytes.byteLength)
    expect(new TextDecoder('latin1').decode(bytes)).toMatch(/^%PDF-[^]*%%EOF\s*$/)
    const stranger = await signIn('empty@example.com')
    const foreignPdf = fetchPdf(whmcs, { client: clientId(12), person: stranger, invoice })
    await expect(foreignPdf).rejects.toMatchObject({ failure: 'refused' })
  })
})
