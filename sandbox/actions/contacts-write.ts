import { timeOf } from '../core/clock.ts'
import type { Row } from '../core/schema.ts'
import { hashPassword } from '../core/secrets.ts'
import type { Answer } from '../wire/answer.ts'
import { permissionList, signsIn } from '../effects/accounts.ts'
import { logActivity } from '../effects/log.ts'
import { mailPreferences } from '../effects/mail.ts'
import { PROFILE, profileParams } from '../effects/profile.ts'
import { flag, sent, type Sent } from '../effects/sent.ts'
import { action, array, bool, int, refuse, text, type Call, type Given } from './action.ts'
import { sentPreferences } from './client-update.ts'

const until8 = { removed: '8.0' }

/** What both pages share. GUESS: 7.10 still takes the switches that email_preferences took the place of. */
const common = {
  ...profileParams,
  password2: text(until8),
  permissions: text(until8),
  generalemails: bool(until8),
  productemails: bool(until8),
  domainemails: bool(until8),
  invoiceemails: bool(until8),
  supportemails: bool(until8),
  affiliateemails: bool({ since: '7.9', removed: '8.0' }),
  email_preferences: array({ since: '7.10' }),
}
type Common = Given<typeof common>

const SUB_ACCOUNT = ['subaccount', 'password2', 'permissions']

/** From 8.0 on the old parameters do nothing but bring the warning. */
function subAccountWarning(call: Call, instead: string): Answer {
  const asked = call.is('8.0') && SUB_ACCOUNT.some((name) => call.raw[name] !== undefined && call.raw[name] !== '')
  return asked ? { warning: `Sub Accounts are no longer supported. Please use ${instead}` } : {}
}

function mailSwitches(given: Common): Sent<Partial<Row<'contacts'>>> {
  const modern = sentPreferences(given.email_preferences)
  return sent({
    generalemails: modern.general ?? flag(given.generalemails),
    productemails: modern.product ?? flag(given.productemails),
    domainemails: modern.domain ?? flag(given.domainemails),
    invoiceemails: modern.invoice ?? flag(given.invoiceemails),
    supportemails: modern.support ?? flag(given.supportemails),
    affiliateemails: modern.affiliate ?? flag(given.affiliateemails),
  })
}

function fields(given: Common): Sent<Partial<Row<'contacts'>>> {
  return sent({
    ...Object.fromEntries(PROFILE.map((field) => [field, given[field]])),
    country: given.country?.toUpperCase(),
    password: given.password2 ? hashPassword(given.password2) : undefined,
    permissions: given.permissions === undefined ? undefined : permissionList(given.permissions),
    ...mailSwitches(given),
  })
}

/** Whether another login, or another contact of the client, has the address. */
function isTaken(call: Call, email: string, contact: Pick<Row<'contacts'>, 'id' | 'userid' | 'subaccount'>): boolean {
  if (email === '') return false
  // Before 8.0 "this should be unique if the contact will be a sub-account".
  if (!call.is('8.0')) return contact.subaccount === 1 && signsIn(call, email, { contact: contact.id })
  // GUESS: the refusal is still documented where there are no sub-accounts: it is about the client's other contacts.
  return (
    call.store.count('contacts', 'WHERE userid = ? AND email = ? AND id <> ?', contact.userid, email, contact.id) > 0
  )
}

const addContact = action({
  name: 'AddContact',
  params: { ...common, clientid: int(), tax_id: text({ since: '7.7' }) },
  run(call, given) {
    const client = call.store.byId('clients', given.clientid) ?? refuse('Client ID Not Found')
    // GUESS: AddContact has no subaccount parameter: a password makes the sub-account.
    const subaccount = given.password2 ? 1 : 0
    if (isTaken(call, given.email ?? '', { id: 0, userid: client.id, subaccount })) {
      return refuse('Duplicate Email Address')
    }
    const now = timeOf(call.now)
    const id = call.store.insert('contacts', {
      ...fields(given),
      userid: client.id,
      subaccount,
      tax_id: given.tax_id ?? '',
      created_at: now,
      updated_at: now,
    })
    logActivity(call, `Added Contact - User ID: ${client.id} - Contact ID: ${id}`, client.id)
    return { contactid: String(id), ...subAccountWarning(call, 'AddUser and CreateClientInvite') }
  },
})

const ICANN =
  'You must have at least one email address enabled to receive domain related notifications as required by ICANN. ' +
  'To disable domain notifications, please enable domain notifications for the primary account holder or another contact'

function checkDomainMail(call: Call, contact: Row<'contacts'>, next: number | undefined): void {
  if (next !== 0 || contact.domainemails === 0) return
  const client = call.store.byId('clients', contact.userid)
  if (client !== undefined && mailPreferences(client).domain === 1) return
  const others = 'WHERE userid = ? AND domainemails = 1 AND id <> ?'
  if (call.store.count('contacts', others, contact.userid, contact.id) === 0) refuse(ICANN)
}

const updateContact = action({
  name: 'UpdateContact',
  // No tax_id: the page has none, so it is passed over.
  params: { ...common, contactid: int(), subaccount: bool(until8) },
  run(call, given) {
    const contact = call.store.byId('contacts', given.contactid) ?? refuse('Contact ID Not Found')
    const subaccount = flag(given.subaccount) ?? contact.subaccount
    const email = given.email ?? contact.email
    const becomes = email !== contact.email || subaccount !== contact.subaccount
    if (becomes && isTaken(call, email, { ...contact, subaccount })) return refuse('Duplicate Email Address')
    const values = fields(given)
    checkDomainMail(call, contact, values.domainemails)
    call.store.update('contacts', contact.id, { ...values, subaccount, updated_at: timeOf(call.now) })
    logActivity(call, `Modified Contact - User ID: ${contact.userid} - Contact ID: ${contact.id}`, contact.userid)
    return { contactid: String(contact.id), ...subAccountWarning(call, 'UpdateUser') }
  },
})

const deleteContact = action({
  name: 'DeleteContact',
  params: { contactid: int() },
  run(call, { contactid }) {
    const { store } = call
    const contact = store.byId('contacts', contactid) ?? refuse('Contact ID Not Found')
    store.remove('contacts', 'WHERE id = ?', contact.id)
    const client = store.byId('clients', contact.userid)
    if (client?.billingcid === contact.id) store.update('clients', client.id, { billingcid: 0 })
    logActivity(call, `Deleted Contact - User ID: ${contact.userid} - Contact ID: ${contact.id}`, contact.userid)
    return { contactid: String(contact.id) }
  },
})

export const contactsWrite = [addContact, updateContact, deleteContact]
