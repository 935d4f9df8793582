import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { clientId, type ClientId } from '@/lib/ids'
import { addCancelRequest } from './cancellations'
import type { Writer } from './client'
import { getClient, updateClient } from './clients'
import { listContacts } from './contacts'
import { listCredits } from './credits'
import { getEmail, listEmails } from './emails'
import { listPayMethods } from './gateways'
import { listInvoices } from './invoices'
import { markOwned } from './owned'
import { getService, listAddons, listDomains, listServices } from './services'
import { fakeWhmcs } from './testing/fake'
import { getTicket, listTickets } from './tickets'
import { listTransactions } from './transactions'

/** WHMCS checks no ownership: what answers with client 1's rows when client 2 is asked for must not be passed on. */
const two = clientId(2)
const page = { offset: 0, limit: 25 }

const READS: Record<string, (whmcs: Writer, client: ClientId) => Promise<unknown>> = {
  GetClientsDetails: getClient,
  GetClientsProducts: listServices,
  GetClientsAddons: listAddons,
  GetClientsDomains: listDomains,
  GetContacts: listContacts,
  GetCredits: listCredits,
  GetTransactions: listTransactions,
  GetPayMethods: listPayMethods,
  GetEmails: (whmcs, client) => listEmails(whmcs, client, page),
  GetTickets: (whmcs, client) => listTickets(whmcs, client, page),
  GetInvoices: (whmcs, client) => listInvoices(whmcs, client, { sort: 'date', descending: false, ...page }),
}

function answering(action: string) {
  const example = readFileSync(new URL(`./examples/${action}.json`, import.meta.url), 'utf8')
  return fakeWhmcs((_, response) => void response.end(example))
}

test.each(Object.entries(READS))('%s: rows of client 1 for client 2 are malformed', async (action, ask) => {
  await using fake = await answering(action)
  await expect(ask(fake.whmcs(), two)).rejects.toMatchObject({ failure: 'malformed', reason: 'wrong echo' })
})

test('a single thing of client 1 does not come through', async () => {
  await using ticket = await answering('GetTicket')
  expect(await getTicket(ticket.whmcs(), two, 1)).toBeNull()
  await expect(getTicket(ticket.whmcs(), clientId(1), 2)).rejects.toMatchObject({ failure: 'malformed' })
  await using service = await answering('GetClientsProducts')
  await expect(getService(service.whmcs(), two, 1)).rejects.toMatchObject({ failure: 'malformed' })
  await using email = await answering('GetEmails')
  await expect(getEmail(email.whmcs(), two, 16)).rejects.toMatchObject({ failure: 'malformed' })
})

test('a write that names another client is in doubt', async () => {
  await using update = await answering('UpdateClient')
  await expect(updateClient(update.whmcs(), two, { city: 'x' })).rejects.toMatchObject({ failure: 'outcome_unknown' })
  await using cancel = await answering('AddCancelRequest')
  const request = { type: 'Immediate', reason: '' } as const
  await expect(addCancelRequest(cancel.whmcs(), two, markOwned(1), request)).rejects.toMatchObject({
    failure: 'outcome_unknown',
  })
})
