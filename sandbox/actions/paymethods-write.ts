import { timeOf } from '../core/clock.ts'
import type { Row } from '../core/schema.ts'
import type { Store } from '../core/store.ts'
import { logActivity } from '../effects/log.ts'
import { sent } from '../effects/sent.ts'
import { action, bool, int, refuse, text, type Call } from './action.ts'

const details = {
  card_number: text(),
  card_expiry: text(),
  card_start: text(),
  card_issue_number: text(),
  bank_name: text(),
  bank_account_type: text(),
  bank_code: text(),
  bank_account: text(),
  set_as_default: bool(),
}

/** `1229` becomes `12/29`; a month that does not exist is refused. */
function monthYear(value: string, message: string): string {
  const found = /^(0[1-9]|1[0-2])(\d\d)$/.exec(value)
  return found === null ? refuse(message) : `${found[1]}/${found[2]}`
}

/** A card is good until the end of its month. */
function expiry(call: Call, value: string): string {
  const shown = monthYear(value, 'Expiry Date is invalid')
  const [month = 0, year = 0] = shown.split('/').map(Number)
  // GUESS: a date that has passed is as invalid as one that cannot be.
  return Date.UTC(2000 + year, month, 1) <= call.now.getTime() ? refuse('Expiry Date is invalid') : shown
}

const startDate = (value: string) => monthYear(value, 'Start Date is invalid')
const issueNumber = (value: string) => (/^\d{1,3}$/.test(value) ? value : refuse('Issue Number is invalid'))

function makeDefault(store: Store, client: number, id: number): void {
  for (const other of store.all('pay_methods', 'WHERE clientid = ?', client)) {
    store.update('pay_methods', other.id, { is_default: other.id === id ? 1 : 0 })
  }
}

/** Numbers of cards go to the gateway's own form and never through here. */
const isCardNumber = (value: string): boolean => /^[\d\s-]{12,}$/.test(value)

interface CardGiven {
  gateway_module_name: string | undefined
  card_number: string | undefined
  card_expiry: string | undefined
}

/** The one kind this installation stores: a card that lies at the gateway, under the token it gave. */
function remoteCard(call: Call, given: CardGiven): Partial<Row<'pay_methods'>> {
  if (!given.gateway_module_name) return refuse('Gateway is Required for RemoteCreditCard type')
  if (!given.card_number) return refuse("Card Number is required for 'CreditCard' or 'RemoteCreditCard' type")
  if (!given.card_expiry) return refuse("Expiry Date is required for 'CreditCard' or 'RemoteCreditCard' type")
  const expiry_date = expiry(call, given.card_expiry)
  const gateways = call.store.all('gateways', 'ORDER BY id')
  const gateway = gateways.find(({ module }) => module === given.gateway_module_name)
  if (gateway === undefined) {
    const names = gateways.map(({ module }) => module).join(', ')
    return refuse(`Invalid Gateway Module Name. Must be one of: ${names}`)
  }
  // GUESS: "some tokenised payment gateways cannot be utilised via the API": this one takes tokens, not numbers.
  if (gateway.ccgateway === 0 || isCardNumber(given.card_number)) return refuse('Unsupported Gateway Type for Storage')
  if (given.card_number.includes('invalid')) return refuse('Error Creating Remote Token: No such token')
  const remote_token = JSON.stringify({ token: given.card_number })
  return { type: 'RemoteCreditCard', gateway_name: gateway.module, expiry_date, remote_token, card_type: 'Visa' }
}

const TYPES = ['BankAccount', 'CreditCard', 'RemoteCreditCard']

const addPayMethod = action({
  name: 'AddPayMethod',
  since: '7.8',
  params: { ...details, clientid: int(), type: text(), description: text(), gateway_module_name: text() },
  run(call, given) {
    if (!given.clientid) return refuse('Client ID Is Required')
    const client = call.store.byId('clients', given.clientid) ?? refuse('Invalid Client ID')
    const type = TYPES.find((name) => name.toLowerCase() === (given.type || 'CreditCard').toLowerCase())
    if (type === undefined) {
      return refuse("Invalid Pay Method Type. Type should be one of 'BankAccount', 'CreditCard', or 'RemoteCreditCard'")
    }
    if (type === 'CreditCard') return refuse('No Local Credit Card Payment Gateways Enabled')
    if (type === 'BankAccount') {
      if (!given.bank_code) return refuse('Routing number is required')
      if (!given.bank_account) return refuse('Account number is required')
      // GUESS: no gateway of this installation collects from bank accounts.
      return refuse(
        given.gateway_module_name
          ? 'Unsupported Gateway Type for Storage'
          : 'Gateway is Required for Bank Account Storage',
      )
    }
    const id = call.store.insert('pay_methods', {
      clientid: client.id,
      contact_type: 'Client',
      contact_id: client.id,
      description: given.description ?? '',
      ...remoteCard(call, given),
      start_date: given.card_start ? startDate(given.card_start) : '',
      issue_number: given.card_issue_number ? issueNumber(given.card_issue_number) : '',
      card_last_four: (given.card_number ?? '').slice(-4),
      last_updated: timeOf(call.now),
    })
    if (given.set_as_default) makeDefault(call.store, client.id, id)
    logActivity(call, `Pay Method Created - Pay Method ID: ${id}`, client.id)
    return { clientid: String(client.id), paymethodid: String(id) }
  },
})

function find(call: Call, clientid: number, paymethodid: number): Row<'pay_methods'> {
  const method = call.store.byId('pay_methods', paymethodid) ?? refuse('Invalid Pay Method ID')
  return method.clientid === clientid ? method : refuse('Pay Method does not belong to passed Client ID')
}

const isBank = (method: Row<'pay_methods'>): boolean => method.type.endsWith('BankAccount')

const updatePayMethod = action({
  name: 'UpdatePayMethod',
  since: '7.8',
  params: { ...details, clientid: int(), paymethodid: int() },
  run(call, given) {
    if (!given.paymethodid) return refuse('Pay Method ID is Required')
    if (!given.clientid) return refuse('Client ID is Required')
    const method = find(call, given.clientid, given.paymethodid)
    const bank = [given.bank_name, given.bank_account_type, given.bank_code, given.bank_account]
    const card = [given.card_number, given.card_expiry, given.card_start, given.card_issue_number]
    const useful = (isBank(method) ? bank : card).some((value) => value !== undefined && value !== '')
    if (!useful && !given.set_as_default) return refuse('No Details Provided for Update')
    // GUESS: the number of a card kept here cannot change either, for want of a gateway that would take it.
    if (!isBank(method) && given.card_number) {
      return refuse(
        method.type === 'RemoteCreditCard'
          ? 'Unable to Update Card Number for Assisted Gateway'
          : 'Unsupported Gateway Type for Update',
      )
    }
    // GUESS: a token that says "unchangeable" is the one the gateway will not change.
    if (method.remote_token.includes('unchangeable')) {
      return refuse('Error Updating Remote Pay Method: No such customer')
    }
    const values = isBank(method)
      ? { bank_name: given.bank_name || undefined }
      : {
          expiry_date: given.card_expiry ? expiry(call, given.card_expiry) : undefined,
          start_date: given.card_start ? startDate(given.card_start) : undefined,
          issue_number: given.card_issue_number ? issueNumber(given.card_issue_number) : undefined,
        }
    call.store.update('pay_methods', method.id, { ...sent(values), last_updated: timeOf(call.now) })
    if (given.set_as_default) makeDefault(call.store, method.clientid, method.id)
    logActivity(call, `Pay Method Updated - Pay Method ID: ${method.id}`, method.clientid)
    return { clientid: String(method.clientid), paymethodid: String(method.id) }
  },
})

const deletePayMethod = action({
  name: 'DeletePayMethod',
  since: '7.8',
  params: { clientid: int(), paymethodid: int(), failonremotefailure: bool() },
  run(call, { clientid, paymethodid, failonremotefailure }) {
    if (!clientid) return refuse('Client ID is Required')
    if (!paymethodid) return refuse('Pay Method ID is Required')
    const method = find(call, clientid, paymethodid)
    // GUESS: a token that says "undeletable" is the one the gateway will not give up.
    if (failonremotefailure && method.remote_token.includes('undeletable')) {
      return refuse('Error Deleting Remote Pay Method: No such customer')
    }
    call.store.remove('pay_methods', 'WHERE id = ?', method.id)
    logActivity(call, `Pay Method Deleted - Pay Method ID: ${method.id}`, clientid)
    return { paymethodid: String(method.id) }
  },
})

export const payMethodsWrite = [addPayMethod, updatePayMethod, deletePayMethod]
