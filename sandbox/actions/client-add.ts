import { randomUUID } from 'node:crypto'
import { dateOf, timeOf } from '../core/clock.ts'
import type { Row } from '../core/schema.ts'
import { hashPassword } from '../core/secrets.ts'
import type { Answer } from '../wire/answer.ts'
import { createUser, linkUser, signsIn, userByEmail } from '../effects/accounts.ts'
import { customFieldValues, saveCustomFields } from '../effects/custom-fields.ts'
import { logActivity } from '../effects/log.ts'
import { mailClient } from '../effects/mail.ts'
import { checkProfile, PROFILE, profileParams } from '../effects/profile.ts'
import { isEmail } from '../effects/sent.ts'
import { action, bool, int, refuse, text, type Call, type Given } from './action.ts'
import { PERMISSIONS } from './users-read.ts'
import { encodeEntities } from './tickets-read.ts'

/** Deprecated since 7.8, still listed: they bring the warning. */
export const cardParams = {
  cardtype: text(),
  cardnum: text(),
  expdate: text(),
  startdate: text(),
  issuenumber: text(),
  cvv: text(),
}

const WARNING =
  'Credit card related parameters are now deprecated and may be removed in a future version. Use AddPayMethod instead.'

/**
 * GUESS: the documents list warning texts without a key; elsewhere WHMCS answers them under `warning`. No card is
 * stored: the installation's only card gateway keeps cards at the gateway.
 */
export function cardWarning(given: Partial<Record<string, unknown>>, names: string[], warning: string): Answer {
  return names.some((name) => given[name] !== undefined && given[name] !== '') ? { warning } : {}
}

const params = {
  ...profileParams,
  ...cardParams,
  owner_user_id: int({ since: '8.0' }),
  tax_id: text({ since: '7.7' }),
  password2: text(),
  // GUESS: the page calls a question required, which can only be where there are some: this installation has none.
  securityqid: int(),
  securityqans: text(),
  currency: int(),
  groupid: int(),
  customfields: text(),
  language: text(),
  clientip: text(),
  notes: text(),
  marketingoptin: bool(),
  noemail: bool(),
  skipvalidation: bool(),
}
type Params = Given<typeof params>

function checkCustomFields(call: Call, encoded: string | undefined): void {
  const values = customFieldValues(encoded)
  for (const field of call.store.all('custom_fields', "WHERE type = 'client' AND required = 'on' ORDER BY id")) {
    if (!values.get(field.id)) refuse(`You did not provide required custom field value for ${field.fieldname}`)
  }
}

/** What holds even with skipvalidation, when a login is to be made. */
function checkLogin(call: Call, given: Params, owner: Row<'users'> | undefined): void {
  const email = given.email ?? ''
  if (owner === undefined) {
    if (email === '') refuse('You did not enter your email address')
    if (!isEmail(email)) refuse('The email address you entered was not valid')
    // GUESS: the page has no words for a missing password: these are AddUser's.
    if (!given.password2) refuse('You did not enter a password')
  }
  // GUESS: 7.x documents no refusal for an address in use; the words are those of 8.0.
  const taken = call.is('8.0') ? userByEmail(call, email) !== undefined : signsIn(call, email)
  if (owner === undefined && taken) refuse('A user already exists with that email address')
  // GUESS: that an address is "not available" means that another client has it.
  if (email !== '' && call.is('8.0') && call.store.count('clients', 'WHERE email = ?', email) > 0) {
    refuse('The email address entered is not available for use.')
  }
}

function insertClient(call: Call, given: Params): number {
  const { store } = call
  const now = timeOf(call.now)
  const profile = Object.fromEntries(PROFILE.map((field) => [field, given[field] ?? '']))
  const currency = store.byId('currencies', given.currency) ?? store.first('currencies', 'WHERE is_default = 1')
  const optedIn = given.marketingoptin ? 1 : 0
  return store.insert('clients', {
    uuid: randomUUID(),
    ...profile,
    country: (given.country ?? '').toUpperCase(),
    tax_id: given.tax_id ?? '',
    // From 8.0 on the password belongs to the user.
    password: call.is('8.0') ? '' : hashPassword(given.password2 ?? ''),
    securityqid: call.is('8.0') ? 0 : (given.securityqid ?? 0),
    securityqans: call.is('8.0') ? '' : (given.securityqans ?? ''),
    currency: currency?.id ?? 1,
    groupid: store.byId('client_groups', given.groupid)?.id ?? 0,
    language: given.language ?? '',
    lastlogin_ip: given.clientip ?? '',
    notes: given.notes ?? '',
    marketing_emails_opt_in: optedIn,
    emailoptout: 1 - optedIn,
    allow_sso: 1,
    email_preferences: JSON.stringify({ general: 1, invoice: 1, support: 1, product: 1, domain: 1, affiliate: 1 }),
    status: 'Active',
    datecreated: dateOf(call.now),
    created_at: now,
    updated_at: now,
  })
}

function giveOwner(call: Call, client: number, given: Params, owner: Row<'users'> | undefined): void {
  if (!call.is('8.0')) return
  const { firstname = '', lastname = '', email = '', password2: password = '', language } = given
  const user = owner?.id ?? createUser(call, { firstname, lastname, email, password, language })
  linkUser(call, { user_id: user, client_id: client, owner: 1, permissions: PERMISSIONS.join(',') })
}

const addClient = action({
  name: 'AddClient',
  params,
  run(call, given) {
    const owner = given.owner_user_id
      ? (call.store.byId('users', given.owner_user_id) ?? refuse('Invalid Owner User ID'))
      : undefined
    if (!given.skipvalidation) {
      checkProfile(call, given)
      checkCustomFields(call, given.customfields)
    }
    checkLogin(call, given, owner)
    const id = insertClient(call, given)
    giveOwner(call, id, given, owner)
    saveCustomFields(call, 'client', 0, id, given.customfields)
    logActivity(call, `Created Client ${given.firstname ?? ''} ${given.lastname ?? ''} - User ID: ${id}`, id)
    if (!given.noemail) {
      const text = `Dear ${encodeEntities(given.firstname ?? '')}, thank you for signing up with us.`
      mailClient(call, id, 'general', { template: 'Client Signup Email', subject: 'Welcome', text })
    }
    return { clientid: String(id), ...cardWarning(given, Object.keys(cardParams), WARNING) }
  },
})

export const clientAdd = [addClient]
