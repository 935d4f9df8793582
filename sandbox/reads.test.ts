import { describe, expect, it } from 'vitest'
import { at, rowsAt, sandbox, type Fields } from './testing/caller.ts'

const { call, world } = sandbox()

const column = async (action: string, path: string, name: string, fields: Fields) =>
  rowsAt(await call(action, fields), path).map((row) => row[name])
const refusal = async (action: string, fields: Fields = {}) => (await call(action, fields)).message

describe('invoices', () => {
  const list = (name: string, fields: Fields) =>
    column('GetInvoices', 'invoices.invoice', name, { limitnum: 100, ...fields })
  it('filter by client and status', async () => {
    expect(new Set(await list('userid', { userid: 2 }))).toEqual(new Set([2]))
    expect(new Set(await list('status', { userid: 1, status: 'Payment Pending' }))).toEqual(
      new Set(['Payment Pending']),
    )
    expect(new Set(await list('status', { status: 'Overdue' }))).toEqual(new Set(['Unpaid']))
  })
  it.each([
    ['id', 'id'],
    ['invoicenumber', 'invoicenum'],
    ['date', 'date'],
    ['duedate', 'duedate'],
    ['status', 'status'],
  ])('sort by %s', async (orderby, name) => {
    const up = (await list(name, { orderby, order: 'asc' })).map(String)
    const down = (await list(name, { orderby, order: 'desc' })).map(String)
    expect(down).toEqual([...up].reverse())
    const sorted = [...up].sort((a, b) => (orderby === 'id' ? Number(a) - Number(b) : a < b ? -1 : Number(a > b)))
    expect(up).toEqual(sorted)
  })
  it('sort totals as numbers', async () => {
    const totals = (await list('total', { orderby: 'total', order: 'asc' })).map(Number)
    expect(totals).toEqual([...totals].sort((a, b) => a - b))
  })
  it('show what is left to pay', async () => {
    const part = world.store.first('invoices', "WHERE userid = 1 AND status = 'Unpaid' AND subtotal = 19900")
    const answer = await call('GetInvoice', { invoiceid: part?.id ?? 0 })
    expect([answer['total'], answer['balance'], answer['ccgateway']]).toEqual(['236.81', '136.81', true])
    const refunded = world.store.first('invoices', "WHERE status = 'Refunded'")
    expect(await call('GetInvoice', { invoiceid: refunded?.id ?? 0 })).toMatchObject({ balance: '107.10' })
  })
  it('carry text as it was written', async () => {
    const lines = await column('GetInvoice', 'items.item', 'description', {
      invoiceid: world.store.first('invoice_items', "WHERE description LIKE '<script>%'")?.invoiceid ?? 0,
    })
    expect(lines).toEqual(['<script>alert(1)</script> & "quotes"'])
  })
  it('belong to nobody in particular: any id is answered', async () => {
    const foreign = world.store.first('invoices', 'WHERE userid = 3')
    expect(await call('GetInvoice', { invoiceid: foreign?.id ?? 0 })).toMatchObject({ userid: 3 })
    expect(await refusal('GetInvoice', { invoiceid: 99_999 })).toBe('Invoice ID Not Found')
    expect(await refusal('GetInvoice')).toBe('Invoice ID Not Found')
  })
})

describe('transactions, credit and pay methods', () => {
  it('filter by client, invoice and gateway id', async () => {
    const [first] = rowsAt(await call('GetTransactions', { clientid: 1 }), 'transactions.transaction')
    expect(await call('GetTransactions', { transid: String(first?.['transid']) })).toMatchObject({ totalresults: 1 })
    expect(await call('GetTransactions', { invoiceid: String(first?.['invoiceid']) })).toMatchObject({
      totalresults: 1,
    })
    expect(await call('GetTransactions')).toMatchObject({ totalresults: world.store.count('transactions') })
  })
  it('give the ledger of a client', async () => {
    const amounts = await column('GetCredits', 'credits.credit', 'amount', { clientid: 1 })
    expect(amounts.reduce((sum: number, amount) => sum + Number(amount), 0)).toBeCloseTo(206.66)
    expect(await refusal('GetCredits')).toBe('Client ID Not Found')
  })
  it('give pay methods by kind', async () => {
    const types = (fields: Fields) => column('GetPayMethods', 'paymethods', 'type', { clientid: 1, ...fields })
    expect(await types({})).toEqual(['RemoteCreditCard', 'CreditCard', 'BankAccount'])
    expect(await types({ type: 'BankAccount' })).toEqual(['BankAccount'])
    expect(await types({ paymethodid: 2 })).toEqual(['CreditCard'])
    expect(await types({ paymethodid: 4 })).toEqual([])
    expect(await refusal('GetPayMethods')).toBe('Client ID Is Required')
    expect(await refusal('GetPayMethods', { clientid: 99 })).toBe('Client Not Found')
    expect(await refusal('GetPayMethods', { clientid: 1, type: 'Cheque' })).toBe(
      "Invalid Pay Method Type. Should be 'BankAccount' or 'CreditCard'",
    )
  })
})

describe('services', () => {
  it.each([
    [{ clientid: 2 }, 3],
    [{ clientid: 2, serviceid: 1 }, 0],
    [{ clientid: 1, serviceid: 1 }, 1],
    [{ pid: 4, clientid: 1 }, 2],
    [{ domain: 'example.com' }, 2],
    [{ username2: 'user3' }, 1],
    [{ serviceid: 16 }, 1],
  ])('filter by %j', async (fields, count) => {
    expect(await call('GetClientsProducts', fields)).toMatchObject({ totalresults: String(count), numreturned: count })
  })
  it('echo the filters as they came', async () => {
    const answer = await call('GetClientsProducts', { clientid: '01' })
    expect([answer['clientid'], answer['serviceid']]).toEqual(['01', null])
  })
  it('take a list of services for add-ons', async () => {
    const ids = await column('GetClientsAddons', 'addons.addon', 'serviceid', { serviceid: '2,14' })
    expect(ids).toEqual(['2', '14'])
  })
  it('filter domains', async () => {
    expect(await call('GetClientsDomains', { clientid: 1 })).toMatchObject({ totalresults: '4', startnumber: '0' })
    expect(await call('GetClientsDomains', { domain: 'example.net' })).toMatchObject({ totalresults: '1' })
  })
})

describe('clients and users', () => {
  it('are searched from the start of a name', async () => {
    const found = (search: string) => column('GetClients', 'clients.client', 'id', { search })
    expect(await found('jane d')).toEqual([1])
    expect(await found('Example Host')).toEqual([1])
    expect(await found('doe')).toEqual([1])
    await expect(found('osting')).rejects.toThrow()
    await expect(found('%')).rejects.toThrow()
    expect(await column('GetUsers', 'users', 'id', { search: 'Bill I' })).toEqual([2])
    expect(await column('GetUsers', 'users', 'id', { sorting: 'DESC', limitnum: 2 })).toEqual([14, 13])
  })
  it('filter by status', async () => {
    expect(await column('GetClients', 'clients.client', 'id', { status: 'Closed' })).toEqual([6])
  })
  it('are told by id or by address', async () => {
    expect(await call('GetClientsDetails', { email: 'third@example.com' })).toMatchObject({
      client_id: 3,
      currency_code: 'JPY',
    })
    expect(await refusal('GetClientsDetails')).toBe('Either clientid Or email Is Required')
    expect(await refusal('GetClientsDetails', { clientid: 99 })).toBe('Client Not Found')
  })
  it('take "false" for true, as PHP does', async () => {
    expect(await call('GetClientsDetails', { clientid: 1, stats: 'false' })).toHaveProperty('stats')
    expect(await call('GetClientsDetails', { clientid: 1, stats: 0 })).not.toHaveProperty('stats')
  })
  it('give contacts by field', async () => {
    expect(await column('GetContacts', 'contacts.contact', 'userid', { country: 'jp' })).toEqual([3])
    expect(await column('GetContacts', 'contacts.contact', 'firstname', { email: 'ops@example.com' })).toEqual(['Otto'])
  })
  it('give a hash for a password', async () => {
    expect(at(await call('GetClientPassword', { email: 'owner@example.com' }), 'password')).toMatch(/^\$2y\$10\$.{53}$/)
    expect(await refusal('GetClientPassword', { userid: 99 })).toBe('Client ID Not Found')
  })
  it('give mails by subject and day', async () => {
    const subject = (fields: Fields) => column('GetEmails', 'emails.email', 'subject', { clientid: 1, ...fields })
    expect(await subject({ subject: 'elcom' })).toEqual(['Welcome to Example Hosting Provider'])
    expect(await subject({ limitnum: 1 })).toEqual(['Invoice Payment Reminder'])
    const day = world.store.first('emails', 'WHERE id = 1')?.date.slice(0, 10) ?? ''
    expect(await subject({ date: day })).toEqual(['Welcome to Example Hosting Provider'])
    expect(await refusal('GetEmails', { clientid: 99 })).toBe('Client ID Not Found')
  })
})

describe('tickets', () => {
  it('are encoded', async () => {
    const answer = await call('GetTicket', { ticketid: 1 })
    expect(answer['subject']).toBe('Backups aren&#039;t running &amp; &quot;restore&quot; fails')
    expect(at(answer, 'replies.reply.0.message')).toContain('&lt;backup&gt;')
  })
  it('come by number or id, in either order', async () => {
    const tid = String(world.store.byId('tickets', 1)?.tid)
    expect(await call('GetTicket', { ticketnum: tid })).toMatchObject({ ticketid: '1' })
    const ids = (repliessort: string) => column('GetTicket', 'replies.reply', 'replyid', { ticketid: 1, repliessort })
    expect(await ids('ASC')).toEqual(['0', '1', '2'])
    expect(await ids('desc')).toEqual(['2', '1', '0'])
    expect(await refusal('GetTicket', { ticketid: 99 })).toBe('Ticket ID Not Found')
  })
  it('filter', async () => {
    const ids = (fields: Fields) => column('GetTickets', 'tickets.ticket', 'id', fields)
    expect(await ids({ clientid: 2 })).toEqual(['3'])
    expect(await ids({ status: 'Awaiting Reply' })).toEqual(['2'])
    expect(await ids({ status: 'All Active Tickets' })).toEqual(['2', '1'])
    expect(await ids({ subject: 'dns' })).toEqual(['2'])
    expect(await ids({ email: 'tech@example.com' })).toEqual(['2'])
  })
})

describe('the system', () => {
  it('tells its settings', async () => {
    expect(await call('GetConfigurationValue', { setting: 'addfundsenabled' })).toMatchObject({ value: 'on' })
    expect(await refusal('GetConfigurationValue')).toBe('Parameter setting is required')
    expect(await refusal('GetConfigurationValue', { setting: 'Nope' })).toBe('Invalid name for parameter setting')
  })
  it('filters its log', async () => {
    const ids = (fields: Fields) => column('GetActivityLog', 'activity.entry', 'id', fields)
    expect(await ids({ clientid: 1 })).toEqual([2, 1])
    expect(await ids({ userid: 2 })).toEqual([3])
    expect(await ids({ user: 'billing@example.com' })).toEqual([2])
    expect(await ids({ description: 'cron' })).toEqual([4])
    const [year, month, day] = (world.store.byId('activity_log', 1)?.date ?? '').slice(0, 10).split('-')
    expect(await ids({ date: `${day}/${month}/${year}` })).toEqual([1])
  })
  it('gives products by id, group and module', async () => {
    const names = (fields: Fields) => column('GetProducts', 'products.product', 'name', fields)
    expect(await names({ pid: '1,4' })).toEqual(['Starter', 'VPS M'])
    expect(await names({ gid: 3 })).toEqual(['SSL Certificate', 'Managed Backup'])
    expect(await names({ module: 'proxmox' })).toEqual(['VPS M'])
  })
})
