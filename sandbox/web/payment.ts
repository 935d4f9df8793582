import { timeOf } from '../core/clock.ts'
import type { Row } from '../core/schema.ts'
import { chargeCard } from '../effects/ledger.ts'
import type { Acting } from '../effects/log.ts'

type Way = (call: Acting, invoice: Row<'invoices'>) => void

/** The test card always pays the whole balance. */
const card: Way = (call, invoice) => {
  const gateway = call.store.first('gateways', 'WHERE ccgateway = 1')?.module
  chargeCard(call, invoice, gateway ?? invoice.paymentmethod)
}

/** A transfer is on its way: nothing is booked until it arrives. */
const pending: Way = ({ store, now }, invoice) => {
  const gateway = store.first('gateways', "WHERE module = 'banktransfer'")?.module ?? invoice.paymentmethod
  const values = { status: 'Payment Pending', paymentmethod: gateway, updated_at: timeOf(now) }
  store.update('invoices', invoice.id, values)
}

const decline: Way = ({ store, now }, invoice) =>
  store.update('invoices', invoice.id, { last_capture_attempt: timeOf(now), updated_at: timeOf(now) })

/** What a button of the pay page does, and the word it comes back with. */
export const WAYS = new Map<string, [Way, string]>([
  ['card', [card, 'paymentsuccess']],
  ['pending', [pending, 'pendingreview']],
  ['decline', [decline, 'paymentfailed']],
])
