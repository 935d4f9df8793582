import { decimal } from '../core/money.ts'
import type { Row } from '../core/schema.ts'
import type { Answer } from '../wire/answer.ts'
import { action, int, refuse, text } from './action.ts'
import { transactionRow } from './invoices-read.ts'
import { when, where } from './listing.ts'

const getTransactions = action({
  name: 'GetTransactions',
  params: { invoiceid: int(), clientid: int(), transid: text() },
  run({ store }, params) {
    const filter = where(
      when(params.invoiceid, 'invoiceid = ?'),
      when(params.clientid, 'userid = ?'),
      when(params.transid, 'transid = ?'),
    )
    // Not paged: the page documents neither limitstart nor limitnum.
    const rows = store.all('transactions', `${filter.sql} ORDER BY id`, ...filter.values)
    return {
      totalresults: rows.length,
      startnumber: 0,
      numreturned: rows.length,
      transactions: rows.length === 0 ? undefined : { transaction: rows.map(transactionRow) },
    }
  },
})

const getCredits = action({
  name: 'GetCredits',
  params: { clientid: int() },
  run({ store }, { clientid }) {
    const client = store.byId('clients', clientid) ?? refuse('Client ID Not Found')
    const rows = store.all('credits', 'WHERE clientid = ? ORDER BY id', client.id)
    const credit = rows.map((row) => ({
      id: String(row.id),
      date: row.date,
      description: row.description,
      amount: decimal(row.amount),
      relid: String(row.relid),
    }))
    return {
      totalresults: String(rows.length),
      clientid: String(client.id),
      credits: rows.length === 0 ? undefined : { credit },
    }
  },
})

const BANKS = ['BankAccount', 'RemoteBankAccount']

/** `2019-05-17 10:01:22` becomes `17/05/2019 10:01`. */
const localTime = (time: string) => time.replace(/^(\d+)-(\d+)-(\d+) (\d\d:\d\d).*$/, '$3/$2/$1 $4')

function payMethod(row: Row<'pay_methods'>): Answer {
  const head = {
    id: row.id,
    type: row.type,
    description: row.description,
    gateway_name: row.gateway_name,
    contact_type: row.contact_type,
    contact_id: row.contact_id,
  }
  const kind = BANKS.includes(row.type)
    ? { bank_name: row.bank_name }
    : {
        card_last_four: row.card_last_four,
        expiry_date: row.expiry_date,
        start_date: row.start_date,
        issue_number: row.issue_number,
        card_type: row.card_type,
      }
  return { ...head, ...kind, remote_token: row.remote_token, last_updated: localTime(row.last_updated) }
}

const getPayMethods = action({
  name: 'GetPayMethods',
  since: '7.8',
  params: { clientid: int(), paymethodid: int(), type: text() },
  run({ store }, { clientid, paymethodid, type }) {
    if (!clientid) return refuse('Client ID Is Required')
    const asked = type === undefined || type === '' ? undefined : type.toLowerCase()
    if (asked !== undefined && asked !== 'bankaccount' && asked !== 'creditcard') {
      return refuse("Invalid Pay Method Type. Should be 'BankAccount' or 'CreditCard'")
    }
    if (store.byId('clients', clientid) === undefined) return refuse('Client Not Found')
    const filter = where(['clientid = ?', clientid], when(paymethodid, 'id = ?'))
    const rows = store.all('pay_methods', `${filter.sql} ORDER BY id`, ...filter.values)
    // GUESS: a type names the stored-remotely kind as well.
    const kept = rows.filter((row) => asked === undefined || BANKS.includes(row.type) === (asked === 'bankaccount'))
    return { clientid: String(clientid), paymethods: kept.map(payMethod) }
  },
})

export const billingRead = [getTransactions, getCredits, getPayMethods]
