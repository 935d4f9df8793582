import { beforeEach, describe, expect, it } from 'vitest'
import { at, sandbox, type Caller, type Fields } from '../testing/caller.ts'

const NOW = new Date('2026-11-21T10:00:00Z')

let now: Caller
beforeEach(() => {
  now = sandbox({ now: NOW })
})
const refusal = async (action: string, fields: Fields) => (await now.call(action, fields)).message
const ticket = (id: unknown) => now.world.store.byId('tickets', Number(id))

const open = { deptid: 1, clientid: 1, subject: 'Help & "more"', message: 'It is <slow>' }
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64')

describe('OpenTicket', () => {
  it('opens as the owner, in text that goes out encoded', async () => {
    const answer = await now.call('OpenTicket', { ...open, serviceid: 2, priority: 'high' })
    expect(answer['tid']).toMatch(/^[A-Z]{3}-\d{6}$/)
    expect(await now.call('GetTicket', { ticketid: String(answer['id']) })).toMatchObject({
      tid: answer['tid'],
      c: answer['c'],
      userid: '1',
      requestor_type: 'Owner',
      requestor_name: 'Jane Doe',
      subject: 'Help &amp; &quot;more&quot;',
      service: 'S2',
      status: 'Open',
      priority: 'High',
      replies: { reply: [{ message: 'It is &lt;slow&gt;' }] },
    })
    expect(await now.control('GET', 'mail')).toMatchObject([{ to: 'owner@example.com', clientid: 1 }])
  })
  it('opens as a user, a contact or a stranger', async () => {
    const as = async (fields: Fields) => ticket((await now.call('OpenTicket', { ...open, ...fields }))['id'])
    expect(await as({ userid: 6 })).toMatchObject({ requestor_id: 6, name: 'Tess Tech', email: 'tech@example.com' })
    expect(await as({ contactid: 2 })).toMatchObject({ contactid: 2, email: 'ops@example.com', requestor_id: 0 })
    const stranger = { clientid: 0, name: 'Sam', email: 'sam@example.net', noemail: 1 }
    expect(await as(stranger)).toMatchObject({ userid: 0, name: 'Sam', email: 'sam@example.net' })
  })
  it('keeps files by either name', async () => {
    const files = base64([
      { name: 'a.txt', data: 'YQ==' },
      { filename: 'b.txt', data: 'Yg==' },
    ])
    const answer = await now.call('OpenTicket', { ...open, attachments: files })
    const read = await now.call('GetTicket', { ticketid: String(answer['id']) })
    expect(at(read, 'replies.reply.0.attachments')).toEqual([
      { filename: 'a.txt', index: 0 },
      { filename: 'b.txt', index: 1 },
    ])
    expect((await now.call('OpenTicket', { ...open, attachments: '%%%' })).result).toBe('success')
  })
  it('takes over whether the client may close it', async () => {
    now.world.store.update('departments', 2, { prevent_client_closure: 1 })
    const closure = async (fields: Fields) =>
      ticket((await now.call('OpenTicket', { ...open, ...fields }))['id'])?.prevent_client_closure
    expect(await closure({})).toBe(0)
    expect(await closure({ deptid: 2 })).toBe(1)
    expect(await closure({ deptid: 2, preventClientClosure: 0 })).toBe(0)
    expect(await closure({ preventClientClosure: 1 })).toBe(1)
  })
  it.each([
    [{ clientid: 99 }, 'Client ID Not Found'],
    [{ userid: 99 }, 'The system cannot find the provided user ID.'],
    [{ userid: 13 }, 'The system cannot find the provided user ID.'],
    [{ contactid: 4 }, 'Contact ID Not Found'],
    [{ clientid: 0 }, 'Name and email address are required if not a client'],
    [{ clientid: 0, name: 'Sam', email: 'sam' }, 'Email Address Invalid'],
    [{ deptid: 9 }, 'Department ID not found'],
    [{ subject: '' }, 'Subject is required'],
    [{ message: '' }, 'Message is required'],
    [{ serviceid: 99 }, 'Service ID Not Found'],
    [{ domainid: 99 }, 'Domain ID Not Found'],
    [{ created: 'yesterday' }, 'Invalid Date Format'],
    [{ created: '2026-13-01' }, 'Invalid Date Format'],
    [{ created: '2026-11-21 10:30:00' }, 'Ticket creation date cannot be in the future'],
  ])('refuses %j', async (fields, message) => {
    const before = now.world.store.count('tickets')
    expect(await refusal('OpenTicket', { ...open, ...fields })).toBe(message)
    expect(now.world.store.count('tickets')).toBe(before)
  })
  it('takes a time, with or without a zone', async () => {
    const written = async (created: string) => ticket((await now.call('OpenTicket', { ...open, created }))['id'])?.date
    expect(await written('2026-11-20 08:00:00')).toBe('2026-11-20 08:00:00')
    expect(await written('2026-11-20T08:00:00+02:00')).toBe('2026-11-20 06:00:00')
  })
  it('knows less on 7.10', async () => {
    now = sandbox({ version: '7.10', now: NOW })
    const answer = await now.call('OpenTicket', {
      ...open,
      userid: 99,
      noemail: 1,
      created: 'x',
      preventClientClosure: 1,
    })
    expect(ticket(answer['id'])).toMatchObject({ requestor_id: 0, prevent_client_closure: 0 })
    expect(await now.control('GET', 'mail')).toHaveLength(1)
  })
})

describe('AddTicketReply', () => {
  const reply = { ticketid: 1, clientid: 1, message: 'And <more>' }
  it('waits for an answer after a customer, and has one after staff', async () => {
    await now.call('AddTicketReply', reply)
    expect(ticket(1)).toMatchObject({ status: 'Customer-Reply' })
    expect(ticket(1)?.lastreply).toMatch(/^2026-11-21 10/)
    expect(await now.control('GET', 'mail')).toEqual([])
    await now.call('AddTicketReply', { ticketid: 1, message: 'Done', adminusername: 'admin' })
    expect(ticket(1)).toMatchObject({ status: 'Answered' })
    expect(await now.control('GET', 'mail')).toMatchObject([
      { template: 'Support Ticket Reply', to: 'owner@example.com' },
    ])
    const read = await now.call('GetTicket', { ticketid: 1, repliessort: 'DESC' })
    expect(at(read, 'replies.reply.0')).toMatchObject({ admin: 'Site Admin', requestor_type: 'Operator' })
    expect(at(read, 'replies.reply.1')).toMatchObject({ message: 'And &lt;more&gt;', requestor_type: 'Owner' })
  })
  it('sets another status when told so, and opens what was closed', async () => {
    await now.call('AddTicketReply', { ...reply, status: 'on hold' })
    expect(ticket(1)?.status).toBe('On Hold')
    await now.call('AddTicketReply', { ticketid: 3, clientid: 2, message: 'Again' })
    expect(ticket(3)?.status).toBe('Customer-Reply')
  })
  it.each([
    [{ ticketid: 99 }, 'Ticket ID not found'],
    [{ clientid: 99 }, 'Client ID Not Found'],
    [{ contactid: 99 }, 'Contact ID Not Found'],
    [{ clientid: 0 }, 'Name and email address are required if not a client'],
    [{ clientid: 0, name: 'Sam', email: 'sam' }, 'Email Address Invalid'],
    [{ message: '' }, 'Message is required'],
    [{ status: 'Lost' }, 'Invalid Ticket Status'],
    [{ created: 'x' }, 'Invalid Date Format'],
    [{ created: '2030-01-01' }, 'Reply creation date cannot be in the future'],
  ])('refuses %j', async (fields, message) => {
    expect(await refusal('AddTicketReply', { ...reply, ...fields })).toBe(message)
  })
  it('takes the ticket’s number on 7.10', async () => {
    now = sandbox({ version: '7.10', now: NOW })
    const ticketnum = ticket(2)?.tid ?? ''
    expect(await refusal('AddTicketReply', { ticketnum, clientid: 1, message: 'x' })).toBeUndefined()
    expect(now.world.store.first('ticket_replies', 'ORDER BY id DESC')?.tid).toBe(2)
    now = sandbox({ now: NOW })
    expect(await refusal('AddTicketReply', { ticketnum, clientid: 1, message: 'x' })).toBe('Ticket ID not found')
  })
})

describe('UpdateTicket', () => {
  it('changes what was sent', async () => {
    await now.call('UpdateTicket', { ticketid: 2, status: 'closed', subject: 'New', cc: 'a@example.com', flag: 1 })
    expect(ticket(2)).toMatchObject({
      status: 'Closed',
      subject: 'New',
      cc: 'a@example.com',
      flag: 1,
      priority: 'Medium',
    })
    await now.call('UpdateTicket', { ticketid: 2, removeFlag: 1, preventClientClosure: 1 })
    expect(ticket(2)).toMatchObject({ flag: 0, prevent_client_closure: 1 })
  })
  it('takes the stricter rule of a new department', async () => {
    now.world.store.update('departments', 2, { prevent_client_closure: 1 })
    await now.call('UpdateTicket', { ticketid: 2, deptid: 2 })
    expect(ticket(2)).toMatchObject({ deptid: 2, prevent_client_closure: 1 })
  })
  it.each([
    [{ ticketid: 99 }, 'Ticket ID Not Found'],
    [{ deptid: 99 }, 'Department ID Not Found'],
    [{ priority: 'Urgent' }, 'Invalid Ticket Priority. Valid priorities are: Low,Medium,High'],
    [
      { status: 'Lost' },
      'Invalid Ticket Status. Valid statuses are: Open,Answered,Customer-Reply,Closed,On Hold,In Progress',
    ],
    [{ created: 'x' }, 'Invalid Date Format'],
    [{ created: '2030-01-01T00:00:00Z' }, 'Ticket creation date cannot be in the future'],
  ])('refuses %j', async (fields, message) => {
    expect(await refusal('UpdateTicket', { ticketid: 1, ...fields })).toBe(message)
  })
})

describe('notes and the log', () => {
  it('AddClientNote keeps a note', async () => {
    expect(await now.call('AddClientNote', { userid: 1, notes: 'Hm', sticky: 1 })).toMatchObject({ noteid: '1' })
    expect(now.world.store.byId('client_notes', 1)).toMatchObject({ userid: 1, note: 'Hm', sticky: 1, adminid: 1 })
    expect(await refusal('AddClientNote', { userid: 99, notes: 'x' })).toBe('Client ID not found')
    expect(await refusal('AddClientNote', { userid: 1, notes: '' })).toBe('Notes can not be empty')
  })
  it('LogActivity names the client as its version does', async () => {
    const logged = async () => at(await now.call('GetActivityLog', { limitnum: 1 }), 'activity.entry.0')
    await now.call('LogActivity', { clientid: 2, userid: 3, description: 'Looked' })
    expect(await logged()).toMatchObject({ clientId: 2, description: 'Looked', username: 'admin' })
    now = sandbox({ version: '7.10' })
    await now.call('LogActivity', { clientid: 2, userid: 3, description: 'Looked' })
    expect(await logged()).toMatchObject({ userid: '3', description: 'Looked' })
  })
})
