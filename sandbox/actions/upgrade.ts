import { randomInt } from 'node:crypto'
import { dateOf, timeOf } from '../core/clock.ts'
import { moneyFor } from '../core/money.ts'
import type { Row } from '../core/schema.ts'
import type { Answer } from '../wire/answer.ts'
import { addMonths, cycleKey, cycleMonths, cycleName, daysBetween, priceOf } from '../effects/cycles.ts'
import { upgradeNow } from '../effects/fulfil.ts'
import { addInvoice, mailInvoice, taxRates } from '../effects/invoicing.ts'
import { logActivity } from '../effects/log.ts'
import { chosenOf, isQuantity, offeredBy, withOption } from '../effects/options.ts'
import { action, array, bool, int, phpInt, refuse, text, type Call, type Given } from './action.ts'

const params = {
  serviceid: int(),
  calconly: bool(),
  paymentmethod: text(),
  type: text(),
  newproductid: int(),
  newproductbillingcycle: text(),
  promocode: text(),
  configoptions: array(),
}
type Params = Given<typeof params>

interface Quote {
  /** What is due now, in cents; below zero for a downgrade. */
  amount: number
  recurring: number
  change: object
  described: string
  answer: Answer
}

interface Span {
  left: number
  total: number
}

/** Days to the next due date, and days in the period that ends there. */
function spanOf(call: Call, due: string, months: number): Span {
  return {
    left: Math.max(daysBetween(dateOf(call.now), due), 0),
    total: daysBetween(addMonths(due, -months), due),
  }
}

const share = (amount: number, { left, total }: Span) => (total === 0 ? 0 : (amount * left) / total)

/**
 * GUESS: the rest of the period at the new price less the rest of it at the old one. The documented example fits:
 * 13 days of 30, and a price that is 20.00 lower, come to -8.67.
 */
function productQuote(call: Call, service: Row<'services'>, given: Params): Quote {
  const { store } = call
  const old = store.byId('products', service.pid)
  // GUESS: no documented error is about a product or a cycle that is not on offer.
  const product = store.byId('products', given.newproductid) ?? refuse('New Product ID Not Found')
  const asked = given.newproductbillingcycle || service.billingcycle
  const cycle = cycleName(asked) ?? refuse('Invalid Billing Cycle')
  const months = cycleMonths(cycle) ?? refuse('Invalid Billing Cycle')
  const price = priceOf(call, product, service.clientid, cycle) ?? refuse('Invalid Billing Cycle')
  const before = spanOf(call, service.nextduedate, cycleMonths(service.billingcycle) ?? 1)
  const after = { left: before.left, total: spanOf(call, service.nextduedate, months).total }
  const amount = Math.round(share(price, after) - share(service.recurringamount, before))
  return {
    amount,
    recurring: price,
    change: { pid: product.id, billingcycle: cycle, recurringamount: price },
    described: `Product/Service Upgrade: ${old?.name ?? ''} => ${product.name}`,
    answer: {
      oldproductid: String(service.pid),
      oldproductname: old?.name ?? '',
      newproductid: product.id,
      newproductname: product.name,
      daysuntilrenewal: before.left,
      totaldays: before.total,
      newproductbillingcycle: cycleKey(cycle),
    },
  }
}

/** GUESS: what the answer holds for options: the page has an example of a product upgrade only. */
function optionsQuote(call: Call, service: Row<'services'>, given: Params): Quote {
  const months = cycleMonths(service.billingcycle) ?? 1
  const span = spanOf(call, service.nextduedate, months)
  let options = chosenOf(service)
  let difference = 0
  const lines: Answer = {}
  offeredBy(call.store.byId('products', service.pid)).forEach((option) => {
    const value = given.configoptions?.[String(option.id)]
    if (typeof value !== 'string') return
    const had = options.find(({ id }) => id === option.id)?.value ?? ''
    const choice = option.options.find(({ id }) => id === phpInt(value))
    const price = (text: string) =>
      isQuantity(option)
        ? phpInt(text) * (option.options[0]?.monthly ?? 0)
        : (option.options.find(({ name }) => name === text)?.monthly ?? 0)
    const next = isQuantity(option) ? String(Math.max(phpInt(value), 0)) : (choice?.name ?? had)
    difference += (price(next) - price(had)) * months
    options = withOption(options, option, next)
    const place = Object.keys(lines).length / 3 + 1
    lines[`configname${place}`] = option.name
    lines[`originalvalue${place}`] = had
    lines[`newvalue${place}`] = next
  })
  const recurring = service.recurringamount + difference
  return {
    amount: Math.round(share(difference, span)),
    recurring,
    change: { configoptions: JSON.stringify(options), recurringamount: recurring },
    described: `Configurable Options Upgrade: ${service.domain}`,
    answer: { ...lines, daysuntilrenewal: span.left, totaldays: span.total },
  }
}

function quote(call: Call, service: Row<'services'>, given: Params): Quote {
  const type = given.type?.toLowerCase()
  if (type === 'product') return productQuote(call, service, given)
  return type === 'configoptions' ? optionsQuote(call, service, given) : refuse('Invalid Upgrade Type')
}

/** An upgrade whose invoice waits for its payment. */
const inProgress = (call: Call, service: number): boolean =>
  call.store.count(
    'invoices',
    `WHERE status IN ('Unpaid', 'Payment Pending') AND id IN (SELECT invoiceid FROM invoice_items
     WHERE type = 'Upgrade' AND relid IN (SELECT id FROM upgrades WHERE relid = ? AND status = 'Pending'))`,
    service,
  ) > 0

function order(call: Call, service: Row<'services'>, given: Params, { amount, recurring, change, described }: Quote) {
  const { store } = call
  const client = store.byId('clients', service.clientid) ?? refuse('Service ID Not Found')
  const ordernum = String(randomInt(1_000_000_000, 9_999_999_999))
  const date = timeOf(call.now)
  const paymentmethod = given.paymentmethod ?? ''
  const bill = { userid: client.id, date, amount, paymentmethod, promocode: given.promocode ?? '' }
  const orderid = store.insert('orders', { ...bill, ordernum, status: 'Pending', ipaddress: call.ip })
  const upgrade = store.insert('upgrades', {
    userid: client.id,
    relid: service.id,
    orderid,
    type: given.type?.toLowerCase() === 'product' ? 'package' : 'configoptions',
    date: dateOf(call.now),
    amount,
    recurringchange: recurring - service.recurringamount,
    change: JSON.stringify(change),
    status: 'Pending',
    paid: 'N',
  })
  logActivity(call, `Upgrade Order Placed - Service ID: ${service.id} - Order ID: ${orderid}`, client.id)
  const ids = { id: String(upgrade), orderid, order_number: ordernum }
  if (amount <= 0) {
    // GUESS: where nothing is due, no invoice is made and the change is made at once; a rest is not paid out.
    upgradeNow(call, upgrade)
    return { ...ids, invoiceid: null }
  }
  const taxed = taxRates(client)[0] > 0
  const line = { description: described, amount, taxed, type: 'Upgrade', relid: upgrade }
  const invoice = addInvoice(call, client, { gateway: paymentmethod, lines: [line] })
  store.update('orders', orderid, { invoiceid: invoice.id })
  mailInvoice(call, invoice.id)
  return { ...ids, invoiceid: invoice.id }
}

const upgradeProduct = action({
  name: 'UpgradeProduct',
  params,
  run(call, given) {
    const { store } = call
    const service = store.byId('services', given.serviceid) ?? refuse('Service ID Not Found')
    const waiting = inProgress(call, service.id)
    if (waiting && !given.calconly) {
      return refuse('Unable to accept upgrade order. Previous upgrade invoice for service is still unpaid.')
    }
    const gateways = store.all('gateways', 'ORDER BY id').map(({ module }) => module)
    if (!gateways.includes(given.paymentmethod ?? '')) {
      return refuse(`Invalid Payment Method. Valid options include ${gateways.join(',')}`)
    }
    const found = quote(call, service, given)
    const answer = { ...found.answer, price: moneyFor(call, service.clientid)(found.amount) }
    // GUESS: the flag is there with calconly alone, as its description says, and a JSON boolean.
    if (given.calconly) return { ...answer, upgradeinprogress: waiting }
    return { ...answer, ...order(call, service, given, found) }
  },
})

export const upgrades = [upgradeProduct]
