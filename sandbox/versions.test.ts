import { describe, expect, it } from 'vitest'
import { actions } from './actions/index.ts'
import { atLeast, parseVersion } from './core/version.ts'
import { at, rowsAt, sandbox } from './testing/caller.ts'

const old = sandbox({ version: '7.10' })
const modern = sandbox({ version: '8.13' })
const newest = sandbox({ version: '9.0' })

it('compares versions as numbers', () => {
  expect([atLeast('7.10', '7.7'), atLeast('8.13', '8.2'), atLeast('7.10', '8.0'), atLeast('9.0', '8.13')]).toEqual([
    true,
    true,
    false,
    true,
  ])
  expect(() => parseVersion('8.0')).toThrow('The sandbox speaks')
})

function numbersIn(value: unknown, path = '$'): string[] {
  if (typeof value === 'number') return [path]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) => numbersIn(inner, `${path}.${key}`))
}

describe('7.10', () => {
  it.each(['GetUsers', 'GetUserPermissions', 'WhmcsDetails'])('does not know %s', async (action) => {
    expect(await old.call(action)).toEqual({ result: 'error', message: 'Command Not Found' })
  })
  it('knows the rest, and writes every number as text', async () => {
    const since = actions.filter((action) => !atLeast('7.10', action.since ?? '0')).map(({ name }) => name)
    expect(since.sort()).toEqual([
      'AddUser',
      'CreateClientInvite',
      'DeleteUserClient',
      'GetUserPermissions',
      'GetUsers',
      'UpdateUser',
      'UpdateUserPermissions',
      'WhmcsDetails',
    ])
    for (const { name } of actions) {
      // Each in a sandbox of its own: some of them delete what others read.
      const answer = await sandbox({ version: '7.10' }).call(name, {
        clientid: 1,
        userid: 1,
        invoiceid: 2,
        ticketid: 1,
        stats: 1,
      })
      expect(numbersIn(answer), name).toEqual([])
    }
    expect(await old.call('GetInvoices', { userid: 1 })).toMatchObject({ totalresults: '38', startnumber: '0' })
  })
  it('prints tax rates with two decimals, later ones with three', async () => {
    expect(at(await old.call('GetInvoice', { invoiceid: 2 }), 'taxrate')).toBe('19.00')
    expect(at(await modern.call('GetInvoice', { invoiceid: 2 }), 'taxrate')).toBe('19.000')
  })
  it('has neither users nor quantities nor slugs', async () => {
    const client = await old.call('GetClientsDetails', { clientid: 1 })
    expect([client['users'], client['owner_user_id']]).toEqual([undefined, undefined])
    expect(rowsAt(await old.call('GetClientsProducts'), 'products.product')[0]).not.toHaveProperty('qty')
    expect(rowsAt(await old.call('GetProducts'), 'products.product')[0]).not.toHaveProperty('slug')
  })
  it('has sub-accounts among the contacts', async () => {
    const found = await old.call('GetContacts', { userid: 1, subaccount: 1 })
    expect(
      rowsAt(found, 'contacts.contact').map((row) => [row['email'], row['permissions'], row['subaccount']]),
    ).toEqual([
      ['billing@example.com', 'invoices', '1'],
      ['tech@example.com', 'products,tickets', '1'],
    ])
    const later = await modern.call('GetContacts', { userid: 1, subaccount: 1 })
    expect(rowsAt(later, 'contacts.contact')).toHaveLength(3)
    expect(rowsAt(later, 'contacts.contact')[0]).not.toHaveProperty('subaccount')
  })
  it('does not sort clients by a column', async () => {
    const ask = { orderby: 'id', limitnum: 1 }
    expect(at(await old.call('GetClients', ask), 'clients.client.0.firstname')).toBe('Aiko')
    expect(at(await modern.call('GetClients', ask), 'clients.client.0.firstname')).toBe('Jane')
  })
  it('names nobody a requestor, and has one id in the log', async () => {
    expect(await old.call('GetTicket', { ticketid: 1 })).not.toHaveProperty('requestor_name')
    const entry = rowsAt(await old.call('GetActivityLog', { userid: 1 }), 'activity.entry')[0]
    expect(entry).not.toHaveProperty('clientId')
    expect(entry).toHaveProperty('userid', '1')
  })
})

describe('nothing found', () => {
  it('is "" before 8.0 and a list since, where a list of things is echoed', async () => {
    expect(at(await old.call('GetClientsProducts', { clientid: 12 }), 'products')).toBe('')
    expect(at(await modern.call('GetClientsProducts', { clientid: 12 }), 'products')).toEqual([])
    expect(at(await newest.call('GetClientsDomains', { clientid: 12 }), 'domains')).toEqual([])
  })
  it('is a missing key elsewhere', async () => {
    expect(await modern.call('GetInvoices', { userid: 12 })).toEqual({
      result: 'success',
      totalresults: 0,
      startnumber: 0,
      numreturned: 0,
    })
  })
  it('is "" for the transactions of an invoice, and a flat list for users', async () => {
    const open = rowsAt(await modern.call('GetInvoices', { userid: 4 }), 'invoices.invoice')[0]
    expect(at(await modern.call('GetInvoice', { invoiceid: Number(open?.['id']) }), 'transactions')).toBe('')
    expect(at(await modern.call('GetUsers', { search: 'nobody' }), 'users')).toEqual([])
  })
})

it('says which version it is', async () => {
  for (const [one, version] of [
    [old, '7.10'],
    [modern, '8.13'],
    [newest, '9.0'],
  ] as const) {
    expect(at(await one.call('GetAdminDetails'), 'whmcs.version')).toMatch(new RegExp(`^${version}\\.\\d+$`))
  }
})
