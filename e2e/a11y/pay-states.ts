import type { Sandbox } from '../support/sandbox.ts'
import { idsOf, OVERDUE, SMALL } from '../support/pay.ts'
import type { State } from './state.ts'

const OWNER = 'owner@example.com'

/** Each state has an address of its own. */
function at(name: string, page: string, address: (sandbox: Sandbox) => Promise<string>): State {
  return { name, page, reach: async ({ signInAs, sandbox }) => void (await signInAs(OWNER, await address(sandbox))) }
}

const ofOne = (rest: string) => async (sandbox: Sandbox) => `/invoices/${(await idsOf(sandbox, OVERDUE))[0]}/${rest}`
const ofTwo = (rest: string) => async (sandbox: Sandbox) =>
  `/invoices/pay?ids=${(await idsOf(sandbox, OVERDUE, SMALL)).join()},999999&${rest}`

const PAY = '/invoices/[invoiceId]/pay'
const PAYMENT = '/invoices/[invoiceId]/payment'
const SEVERAL = '/invoices/pay'

export const PAY_STATES: readonly State[] = [
  { name: 'credit', page: '/credit', reach: async ({ signInAs }) => void (await signInAs(OWNER, '/credit')) },
  {
    name: 'transactions, a period',
    page: '/transactions',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/transactions?from=2026-01-01')),
  },
  at('paying, an amount that is none', PAY, ofOne('pay?step=review&credit=other&amount=x')),
  at('paying, to be reviewed', PAY, ofOne('pay?step=review&credit=full')),
  at('paying, by gateway', PAY, ofOne('pay?credit=none')),
  at('a payment that was declined', PAYMENT, ofOne('payment?paymentfailed=true')),
  at('a payment that nobody knows of yet', PAYMENT, ofOne('payment?paymentsuccess=true')),
  at('paying several, nothing chosen', SEVERAL, ofTwo('step=review')),
  at('paying several, to be reviewed', SEVERAL, ofTwo('step=review&credit=full')),
  at('paying several, to be combined', SEVERAL, ofTwo('credit=none')),
  at('paying several, too few', SEVERAL, async () => '/invoices/pay?ids=999999'),
]
