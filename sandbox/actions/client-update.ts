import { timeOf } from '../core/clock.ts'
import type { Row } from '../core/schema.ts'
import { hashPassword } from '../core/secrets.ts'
import { signsIn } from '../effects/accounts.ts'
import { saveCustomFields } from '../effects/custom-fields.ts'
import { logActivity } from '../effects/log.ts'
import { mailPreferences, MAIL_KINDS } from '../effects/mail.ts'
import { checkProfile, PROFILE, profileParams } from '../effects/profile.ts'
import { flag, isEmail, sent, type Sent } from '../effects/sent.ts'
import type { PhpArray } from '../wire/php-form.ts'
import { action, array, bool, int, phpBool, refuse, text, type Call, type Given } from './action.ts'
import { cardParams, cardWarning } from './client-add.ts'

const bankParams = { bankcode: text(), bankacct: text() }
const removed = { removed: '8.0' }

const params = {
  ...profileParams,
  ...cardParams,
  ...bankParams,
  clientid: int(),
  clientemail: text(),
  tax_id: text({ since: '7.7' }),
  password2: text(removed),
  securityqid: int(removed),
  securityqans: text(removed),
  currency: int(),
  groupid: int(),
  customfields: text(),
  language: text(),
  clientip: text(),
  notes: text(),
  status: text(),
  paymentmethod: text(),
  email_preferences: array({ since: '7.10' }),
  marketingoptin: bool(),
  clearcreditcard: bool(),
  skipvalidation: bool(),
  latefeeoveride: bool(),
  overideduenotices: bool(),
  taxexempt: bool(),
  separateinvoices: bool(),
  disableautocc: bool(),
  overrideautoclose: bool(),
}
type Params = Given<typeof params>

const ICANN =
  'You must have at least one email address enabled to receive domain related notifications as required by ICANN. ' +
  'To disable domain notifications, please create an alternative contact that is set to receive them'
const CARD = 'Credit card related parameters are now deprecated and may be removed in a future version. '
const ADD_OR_UPDATE = `${CARD}Use AddPayMethod or UpdatePayMethod instead.`
const DELETE = `${CARD}Use DeletePayMethod instead.`

/** The switches that were sent; a name that is no kind of mail is passed over. */
export function sentPreferences(given: PhpArray | undefined): Partial<Record<(typeof MAIL_KINDS)[number], number>> {
  return Object.fromEntries(
    MAIL_KINDS.flatMap((kind) => {
      const value = given?.[kind]
      return typeof value === 'string' ? [[kind, phpBool(value) ? 1 : 0]] : []
    }),
  )
}

function newPreferences(call: Call, client: Row<'clients'>, given: Params): string | undefined {
  if (given.email_preferences === undefined) return undefined
  const next = { ...mailPreferences(client), ...sentPreferences(given.email_preferences) }
  const others = call.store.count('contacts', 'WHERE userid = ? AND domainemails = 1', client.id)
  if (next.domain === 0 && others === 0) return refuse(ICANN)
  return JSON.stringify(next)
}

function checkEmail(call: Call, client: Row<'clients'>, email: string | undefined): void {
  if (email === undefined || email.toLowerCase() === client.email.toLowerCase()) return
  // GUESS: 7.x documents no refusal for a malformed address; it is refused all the same.
  if (!isEmail(email)) refuse('The email address entered is not valid')
  // GUESS: from 8.0 on clients are told apart from clients only: a user may well sign in with the address.
  const taken = call.is('8.0')
    ? call.store.count('clients', 'WHERE email = ? AND id <> ?', email, client.id) > 0
    : signsIn(call, email, { client: client.id })
  if (taken) refuse('Duplicate Email Address')
}

function several(call: Call, client: number, kinds: string): boolean {
  return call.store.count('pay_methods', `WHERE clientid = ? AND type IN (${kinds})`, client) > 1
}

const isSent = (given: Params, names: string[]): boolean =>
  Object.entries(given).some(([name, value]) => names.includes(name) && value !== undefined && value !== '')

/** The old parameters cannot say which of several cards they mean. */
function checkPayMethods(call: Call, client: number, given: Params): void {
  const card = given.clearcreditcard || isSent(given, Object.keys(cardParams))
  if (card && several(call, client, "'CreditCard', 'RemoteCreditCard'"))
    refuse('Multiple Credit Card Pay Methods Found')
  const bank = isSent(given, Object.keys(bankParams))
  if (bank && several(call, client, "'BankAccount', 'RemoteBankAccount'")) {
    refuse('Multiple Bank Account Pay Methods Found')
  }
}

const STATUSES = ['Active', 'Inactive', 'Closed']

function switches(given: Params): Sent<Partial<Row<'clients'>>> {
  return sent({
    marketing_emails_opt_in: flag(given.marketingoptin),
    emailoptout: given.marketingoptin === undefined ? undefined : flag(!given.marketingoptin),
    latefeeoveride: flag(given.latefeeoveride),
    overideduenotices: flag(given.overideduenotices),
    taxexempt: flag(given.taxexempt),
    separateinvoices: flag(given.separateinvoices),
    disableautocc: flag(given.disableautocc),
    overrideautoclose: flag(given.overrideautoclose),
  })
}

function changes(call: Call, given: Params): Sent<Partial<Row<'clients'>>> {
  const profile = Object.fromEntries(PROFILE.map((field) => [field, given[field]]))
  return sent({
    ...profile,
    country: given.country?.toUpperCase(),
    tax_id: given.tax_id,
    password: given.password2 ? hashPassword(given.password2) : undefined,
    securityqid: given.securityqid,
    securityqans: given.securityqans,
    currency: call.store.byId('currencies', given.currency)?.id,
    groupid: given.groupid,
    language: given.language,
    lastlogin_ip: given.clientip,
    notes: given.notes,
    // GUESS: a status that does not exist changes nothing.
    status: STATUSES.find((status) => status.toLowerCase() === given.status?.toLowerCase()),
    defaultgateway: given.paymentmethod,
    ...switches(given),
  })
}

function find(call: Call, { clientid, clientemail }: Params): Row<'clients'> {
  if (clientid) return call.store.byId('clients', clientid) ?? refuse('Client ID Not Found')
  const found = clientemail ? call.store.first('clients', 'WHERE email = ? ORDER BY id', clientemail) : undefined
  return found ?? refuse('Client ID Not Found')
}

const updateClient = action({
  name: 'UpdateClient',
  params,
  run(call, given) {
    const client = find(call, given)
    checkEmail(call, client, given.email)
    // GUESS: what was sent is held to AddClient's required fields; the page only says that one may skip that.
    if (!given.skipvalidation) checkProfile(call, given, (field) => given[field] !== undefined)
    checkPayMethods(call, client.id, given)
    const preferences = newPreferences(call, client, given)
    call.store.update('clients', client.id, {
      ...changes(call, given),
      ...sent({ email_preferences: preferences }),
      updated_at: timeOf(call.now),
    })
    if (given.clearcreditcard) {
      call.store.remove('pay_methods', "WHERE clientid = ? AND type IN ('CreditCard', 'RemoteCreditCard')", client.id)
    }
    saveCustomFields(call, 'client', 0, client.id, given.customfields)
    logActivity(call, `Modified Client Profile - User ID: ${client.id}`, client.id)
    const names = [...Object.keys(cardParams), ...Object.keys(bankParams)]
    const warning = given.clearcreditcard ? { warning: DELETE } : cardWarning(given, names, ADD_OR_UPDATE)
    return { clientid: String(client.id), ...warning }
  },
})

export const clientUpdate = [updateClient]
