import type { Row } from '../core/schema.ts'
import type { Answer } from '../wire/answer.ts'
import { action, bool, int, refuse, text, type Call } from './action.ts'
import { contains, direction, likeText, page, paging, startsWith, when, where, type Condition } from './listing.ts'

const CLIENT_ORDER = ['id', 'firstname', 'lastname', 'companyname', 'email', 'groupid', 'datecreated', 'status']
const PREFIX = ['email', 'firstname', 'lastname', "firstname || ' ' || lastname", 'companyname'].map(startsWith)

function matching(search: string | undefined): Condition {
  const term = likeText(search ?? '')
  return term === '' ? undefined : [PREFIX.join(' OR '), ...PREFIX.map(() => term)]
}

const getClients = action({
  name: 'GetClients',
  params: { ...paging, sorting: text(), status: text(), search: text(), orderby: text({ since: '8.2' }) },
  run({ store }, params) {
    const filter = where(when(params.status, 'status = ?'), matching(params.search))
    // GUESS: by first name when nothing is asked for: the documented example is in that order and in no other.
    const column = CLIENT_ORDER.find((name) => name === params.orderby?.toLowerCase()) ?? 'firstname'
    const way = direction(params.sorting, 'ASC')
    const { total, start, rows } = page(store, 'clients', filter, `${column} ${way}, id ${way}`, params)
    const client = rows.map((row) => ({
      id: row.id,
      firstname: row.firstname,
      lastname: row.lastname,
      companyname: row.companyname,
      email: row.email,
      datecreated: row.datecreated,
      groupid: row.groupid,
      status: row.status,
    }))
    return {
      totalresults: total,
      startnumber: start,
      numreturned: rows.length,
      clients: rows.length === 0 ? undefined : { client },
    }
  },
})

const getClientGroups = action({
  name: 'GetClientGroups',
  params: {},
  run({ store }) {
    const group = store.all('client_groups', 'ORDER BY id').map((row) => ({ ...row }))
    return { totalresults: group.length, groups: { group } }
  },
})

const CONTACT_FIELDS = [
  'firstname',
  'lastname',
  'companyname',
  'email',
  'address1',
  'address2',
  'city',
  'state',
  'postcode',
  'country',
  'phonenumber',
] as const
const EMAIL_KINDS = [
  'domainemails',
  'generalemails',
  'invoiceemails',
  'productemails',
  'supportemails',
  'affiliateemails',
] as const

function contactRow(call: Call, row: Row<'contacts'>): Answer {
  const modern = call.is('8.0')
  // GUESS: the mail switches became booleans with the model classes of 8.0; before, they were the column's 1 or 0.
  const switches = EMAIL_KINDS.map((name) => [name, modern ? row[name] === 1 : row[name]] as const)
  return {
    id: row.id,
    userid: row.userid,
    firstname: row.firstname,
    lastname: row.lastname,
    // GUESS: companyname and tax_id are missing from the documented row, but they can be set and searched.
    companyname: row.companyname,
    email: row.email,
    address1: row.address1,
    address2: row.address2,
    city: row.city,
    state: row.state,
    postcode: row.postcode,
    country: row.country,
    phonenumber: row.phonenumber,
    tax_id: row.tax_id,
    subaccount: modern ? undefined : row.subaccount,
    password: modern ? undefined : row.password,
    permissions: modern ? undefined : row.permissions,
    ...Object.fromEntries(switches),
    pwresetkey: modern ? undefined : row.pwresetkey,
    created_at: row.created_at,
    updated_at: row.updated_at,
  }
}

const getContacts = action({
  name: 'GetContacts',
  params: {
    ...paging,
    userid: int(),
    firstname: text(),
    lastname: text(),
    companyname: text(),
    email: text(),
    address1: text(),
    address2: text(),
    city: text(),
    state: text(),
    postcode: text(),
    country: text(),
    phonenumber: text(),
    subaccount: bool({ removed: '8.0' }),
  },
  run(call, params) {
    const filter = where(
      when(params.userid, 'userid = ?'),
      ...CONTACT_FIELDS.map((name) => when(params[name], `${name} = ?`)),
      params.subaccount ? ['subaccount = 1'] : undefined,
    )
    const { total, start, rows } = page(call.store, 'contacts', filter, 'id', params)
    return {
      totalresults: total,
      startnumber: start,
      numreturned: rows.length,
      contacts: rows.length === 0 ? undefined : { contact: rows.map((row) => contactRow(call, row)) },
    }
  },
})

function emailRow(row: Row<'emails'>): Answer {
  return {
    id: row.id,
    userid: row.userid,
    subject: row.subject,
    message: row.message,
    date: row.date,
    to: row.to,
    cc: row.cc,
    bcc: row.bcc,
    attachments: null,
    pending: row.pending,
    message_data: null,
    failed: row.failed,
    failure_reason: row.failure_reason,
    retry_count: row.retry_count,
    created_at: null,
    updated_at: null,
    campaign_id: row.campaign_id,
  }
}

const getEmails = action({
  name: 'GetEmails',
  params: { clientid: int(), ...paging, date: text(), subject: text() },
  run({ store }, params) {
    const client = store.byId('clients', params.clientid) ?? refuse('Client ID Not Found')
    const subject = params.subject ? likeText(params.subject) : undefined
    const filter = where(
      ['userid = ?', client.id],
      // GUESS: a date without a time stands for the whole day.
      when(params.date, "date LIKE ? || '%'"),
      when(subject, contains('subject')),
    )
    const { total, start, rows } = page(store, 'emails', filter, 'id DESC', params)
    return {
      totalresults: total,
      startnumber: start,
      numreturned: rows.length,
      emails: rows.length === 0 ? undefined : { email: rows.map(emailRow) },
    }
  },
})

const getCancelledPackages = action({
  name: 'GetCancelledPackages',
  params: paging,
  run({ store }, params) {
    // GUESS: by id. The documents name no order, and nothing should rely on one.
    const { total, start, rows } = page(store, 'cancel_requests', where(), 'id', params)
    const requests = rows.map((row) => ({
      id: String(row.id),
      date: row.date,
      relid: String(row.relid),
      reason: row.reason,
      type: row.type,
      created_at: row.created_at,
      updated_at: row.updated_at,
    }))
    return {
      totalresults: String(total),
      startnumber: String(start),
      numreturned: String(rows.length),
      packages: rows.length === 0 ? undefined : { package: requests },
    }
  },
})

const getClientPassword = action({
  name: 'GetClientPassword',
  params: { userid: int(), email: text() },
  run(call, { userid, email }) {
    const { store } = call
    const found = userid ? store.byId('clients', userid) : store.first('clients', 'WHERE email = ?', email ?? '')
    const client = found ?? refuse('Client ID Not Found')
    if (!call.is('8.0')) return { password: client.password }
    // GUESS: deprecated since clients hold no password; what is answered is the hash of the owner's.
    const owner = store.first('user_clients', 'WHERE client_id = ? AND owner = 1', client.id)
    return { password: store.byId('users', owner?.user_id)?.password ?? '' }
  },
})

export const clientsRead = [
  getClients,
  getClientGroups,
  getContacts,
  getEmails,
  getCancelledPackages,
  getClientPassword,
]
