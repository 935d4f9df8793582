import { addInvoice } from './invoicing.ts'
import { NO_DATE } from '../core/clock.ts'
import { addClient, addUser, linkUser, type Planter } from './planter.ts'

const LARGE_CLIENT = 100
const LARGE_USER = 200
const CLIENTS = 2000
const INVOICES = 5000
const TRANSACTIONS = 20_000
const SERVICES = 500
const CONTACTS = 200

function crowd(planter: Planter): void {
  const missing = CLIENTS - planter.store.count('clients')
  for (let place = 0; place < missing; place += 1) {
    // 13 to 99, then on from 101: client 100 is the large one.
    const id = place < LARGE_CLIENT - 13 ? 13 + place : 14 + place
    const email = `client${id}@bulk.example.com`
    addClient(planter, { id, email, firstname: `First${id}`, lastname: `Last${id % 97}` })
    if (!planter.hasUsers) continue
    addUser(planter, { id: id + 3000, email, firstname: `First${id}`, lastname: `Last${id % 97}` })
    linkUser(planter, id + 3000, id)
  }
}

/** Splits a paid invoice's payment, so that there are more transactions than invoices. */
function split(planter: Planter, parts: Map<number, number>): void {
  const { store } = planter
  for (const [invoice, count] of parts) {
    const payment = store.first('transactions', 'WHERE invoiceid = ?', invoice)
    if (payment === undefined) continue
    const share = Math.floor(payment.amountin / count)
    const { id, ...rest } = payment
    store.update('transactions', id, { amountin: payment.amountin - share * (count - 1) })
    for (let part = 1; part < count; part += 1) {
      store.insert('transactions', { ...rest, amountin: share, transid: `${rest.transid}_${part}` })
    }
  }
}

function invoices(planter: Planter, services: readonly number[]): void {
  const { random } = planter
  const parts = new Map<number, number>()
  const paid = INVOICES - 100
  const extra = TRANSACTIONS - paid * 4
  for (let place = 0; place < INVOICES; place += 1) {
    const issued = -1800 + Math.floor((place * 1800) / INVOICES)
    const of = place % SERVICES
    const bill = { amount: random.int(500, 90_000), type: 'Hosting', relid: services[of] ?? 0 }
    const line = { description: `Service ${of + 1}`, ...bill }
    const status = place < paid ? 'Paid' : 'Unpaid'
    const id = addInvoice(planter, { client: LARGE_CLIENT, issued, due: issued + 14, lines: [line], status })
    if (place < paid) parts.set(id, place < extra ? 5 : 4)
  }
  split(planter, parts)
}

/** @returns their ids */
function services({ store, random, day }: Planter): number[] {
  return Array.from({ length: SERVICES }, (_, place) => {
    const free = place % 50 === 0
    return store.insert('services', {
      clientid: LARGE_CLIENT,
      pid: (place % 7) + 1,
      qty: 1,
      serverid: 1,
      regdate: day(-1000 + place),
      domain: `s${place + 1}.bulk.example.com`,
      firstpaymentamount: 1495,
      recurringamount: free ? 0 : 1495,
      paymentmethod: 'stripe',
      billingcycle: free ? 'Free Account' : 'Monthly',
      nextduedate: free ? NO_DATE : day(random.int(1, 30)),
      status: place % 10 === 9 ? 'Suspended' : 'Active',
      username: `bulk${place + 1}`,
      password: `CANARY-LARGE-${place + 1}`,
      configoptions: '[]',
    })
  })
}

/** For load: one very big customer among two thousand. */
export function plantLarge(planter: Planter): void {
  const large = { email: 'large@example.com', firstname: 'Lara', lastname: 'Large' }
  addClient(planter, { id: LARGE_CLIENT, companyname: 'Large Corp', ...large })
  if (planter.hasUsers) {
    addUser(planter, { id: LARGE_USER, ...large })
    linkUser(planter, LARGE_USER, LARGE_CLIENT)
  }
  crowd(planter)
  invoices(planter, services(planter))
  for (let place = 0; place < CONTACTS; place += 1) {
    const since = planter.time(-place - 1)
    planter.store.insert('contacts', {
      userid: LARGE_CLIENT,
      firstname: `Contact${place + 1}`,
      lastname: 'Large',
      email: `contact${place + 1}@bulk.example.com`,
      country: 'DE',
      created_at: since,
      updated_at: since,
    })
  }
}
