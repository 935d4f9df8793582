import { timeOf } from '../core/clock.ts'
import type { TableName } from '../core/schema.ts'
import { logActivity } from '../effects/log.ts'
import { action, bool, int, refuse, type Call } from './action.ts'

/** GUESS: what runs is cancelled, what was suspended is terminated; what has ended keeps the name of its end. */
function endServices(call: Call, client: number): void {
  const ended: [table: 'services' | 'addons' | 'domains', owner: string][] = [
    ['services', 'clientid'],
    ['addons', 'userid'],
    ['domains', 'userid'],
  ]
  for (const [table, owner] of ended) {
    for (const row of call.store.all(table, `WHERE ${owner} = ?`, client)) {
      if (['Active', 'Pending'].includes(row.status)) call.store.update(table, row.id, { status: 'Cancelled' })
      if (row.status === 'Suspended') call.store.update(table, row.id, { status: 'Terminated' })
    }
  }
}

const closeClient = action({
  name: 'CloseClient',
  params: { clientid: int() },
  run(call, { clientid }) {
    const { store } = call
    const client = store.byId('clients', clientid) ?? refuse('Client ID Not Found')
    const now = timeOf(call.now)
    store.update('clients', client.id, { status: 'Closed', updated_at: now })
    endServices(call, client.id)
    // GUESS: "any invoices" are those that are unpaid; credit on them is not given back.
    for (const invoice of store.all('invoices', "WHERE userid = ? AND status = 'Unpaid'", client.id)) {
      store.update('invoices', invoice.id, { status: 'Cancelled', date_cancelled: now, updated_at: now })
    }
    logActivity(call, `Client Status changed to Closed - User ID: ${client.id}`, client.id)
    // The table of answers names clientid, the example leaves it out.
    return { clientid: String(client.id) }
  },
})

/** Everything that hangs on a client's id. The credit log, the mails and the notes go with it. */
const OWNED: [table: TableName, column: string][] = [
  ['contacts', 'userid'],
  ['invoice_items', 'userid'],
  ['invoices', 'userid'],
  ['credits', 'clientid'],
  ['addons', 'userid'],
  ['domains', 'userid'],
  ['upgrades', 'userid'],
  ['orders', 'userid'],
  ['emails', 'userid'],
  ['pay_methods', 'clientid'],
  ['client_notes', 'userid'],
  ['client_invites', 'client_id'],
  ['sso_tokens', 'client_id'],
  ['activity_log', 'clientid'],
]

function removeNested(call: Call, client: number): void {
  const { store } = call
  const services = 'relid IN (SELECT id FROM services WHERE clientid = ?)'
  store.remove('cancel_requests', `WHERE ${services}`, client)
  const fields = "fieldid IN (SELECT id FROM custom_fields WHERE type = 'product')"
  store.remove('custom_field_values', `WHERE ${fields} AND ${services}`, client)
  const own = "fieldid IN (SELECT id FROM custom_fields WHERE type = 'client')"
  store.remove('custom_field_values', `WHERE ${own} AND relid = ?`, client)
  store.remove('services', 'WHERE clientid = ?', client)
  const tickets = 'SELECT id FROM tickets WHERE userid = ?'
  const replies = `SELECT id FROM ticket_replies WHERE tid IN (${tickets})`
  store.remove('attachments', `WHERE type = 'reply' AND relid IN (${replies})`, client)
  store.remove('attachments', `WHERE type = 'ticket' AND relid IN (${tickets})`, client)
  store.remove('ticket_replies', `WHERE tid IN (${tickets})`, client)
  store.remove('ticket_notes', `WHERE ticketid IN (${tickets})`, client)
  store.remove('tickets', 'WHERE userid = ?', client)
}

const deleteClient = action({
  name: 'DeleteClient',
  // GUESS: the flags came with 8.0: the page did not have them before, and its history does not say.
  params: { clientid: int(), deleteusers: bool({ since: '8.0' }), deletetransactions: bool({ since: '8.0' }) },
  run(call, { clientid, deleteusers, deletetransactions }) {
    const { store } = call
    const client = store.byId('clients', clientid) ?? refuse('Client ID Not Found')
    const users = store.all('user_clients', 'WHERE client_id = ?', client.id).map((link) => link.user_id)
    removeNested(call, client.id)
    for (const [table, column] of OWNED) store.remove(table, `WHERE ${column} = ?`, client.id)
    if (deletetransactions) store.remove('transactions', 'WHERE userid = ?', client.id)
    store.remove('user_clients', 'WHERE client_id = ?', client.id)
    const lonely = users.filter((user) => store.count('user_clients', 'WHERE user_id = ?', user) === 0)
    if (deleteusers) for (const user of lonely) store.remove('users', 'WHERE id = ?', user)
    store.remove('clients', 'WHERE id = ?', client.id)
    logActivity(call, `Client Deleted - ID: ${client.id}`)
    return { clientid: String(client.id) }
  },
})

export const clientClose = [closeClient, deleteClient]
