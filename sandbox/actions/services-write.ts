import { NO_DATE, timeOf } from '../core/clock.ts'
import { cents } from '../core/money.ts'
import type { Row } from '../core/schema.ts'
import { cycleName, priceOf } from '../effects/cycles.ts'
import { saveCustomFields } from '../effects/custom-fields.ts'
import { logActivity } from '../effects/log.ts'
import { mailClient } from '../effects/mail.ts'
import { chosenOptions } from '../effects/options.ts'
import { day, sent } from '../effects/sent.ts'
import { action, bool, int, list, refuse, text, type Call, type Given } from './action.ts'
import { encodeEntities } from './tickets-read.ts'

const IMMEDIATE = 'Immediate'
const AT_THE_END = 'End of Billing Period'

const addCancelRequest = action({
  name: 'AddCancelRequest',
  params: { serviceid: int(), type: text(), reason: text() },
  run(call, { serviceid, type, reason = '' }) {
    const { store } = call
    const service = store.byId('services', serviceid) ?? refuse('Service ID Not Found')
    if (store.count('cancel_requests', 'WHERE relid = ?', service.id) > 0) {
      return refuse('Existing Cancellation Request Exists')
    }
    const now = timeOf(call.now)
    // GUESS: whatever is not "Immediate" waits for the end of the period.
    const kind = type?.toLowerCase() === 'immediate' ? IMMEDIATE : AT_THE_END
    const stamps = { date: now, created_at: now, updated_at: now }
    store.insert('cancel_requests', { ...stamps, relid: service.id, reason, type: kind })
    logActivity(call, `Cancellation Requested - Service ID: ${service.id}`, service.clientid)
    const product = store.byId('products', service.pid)?.name ?? ''
    mailClient(call, service.clientid, 'product', {
      template: 'Cancellation Request Confirmation',
      subject: 'Cancellation Request Confirmation',
      text: `We have received your request to cancel ${encodeEntities(product)} ${encodeEntities(service.domain)} (${kind}).`,
    })
    // `userid` is the client's id.
    return { serviceid: String(service.id), userid: String(service.clientid) }
  },
})

/** GUESS: a subscription whose id says "stuck" is the one the gateway will not end. */
function endSubscriptions(call: Call, services: Row<'services'>[]): void {
  if (services.some((service) => service.subscriptionid.includes('stuck'))) {
    refuse('Subscription Cancellation Failed - Please check the gateway log for further information')
  }
  for (const service of services) call.store.update('services', service.id, { subscriptionid: '' })
}

const cancelOrder = action({
  name: 'CancelOrder',
  params: { orderid: int(), cancelsub: bool(), noemail: bool() },
  run(call, { orderid, cancelsub, noemail }) {
    const { store } = call
    const order = store.byId('orders', orderid)
    if (order?.status !== 'Pending') return refuse('Order ID not found or Status not Pending')
    const services = store.all('services', 'WHERE orderid = ?', order.id)
    if (cancelsub) endSubscriptions(call, services)
    const now = timeOf(call.now)
    store.update('orders', order.id, { status: 'Cancelled' })
    for (const table of ['services', 'addons', 'domains'] as const) {
      const pending = store.all(table, "WHERE orderid = ? AND status = 'Pending'", order.id)
      for (const { id } of pending) store.update(table, id, { status: 'Cancelled' })
    }
    for (const { id } of store.all('upgrades', "WHERE orderid = ? AND status = 'Pending'", order.id)) {
      store.update('upgrades', id, { status: 'Cancelled' })
    }
    const invoice = store.byId('invoices', order.invoiceid)
    if (invoice?.status === 'Unpaid') {
      store.update('invoices', invoice.id, { status: 'Cancelled', date_cancelled: now, updated_at: now })
    }
    logActivity(call, `Order Status set to Cancelled - Order ID: ${order.id}`, order.userid)
    if (!noemail) {
      const text = `Your order ${order.ordernum} was cancelled.`
      mailClient(call, order.userid, 'product', { template: 'Order Cancelled', subject: 'Order Cancelled', text })
    }
    return {}
  },
})

const product = {
  serviceid: int(),
  pid: int(),
  serverid: int(),
  regdate: text(),
  nextduedate: text(),
  terminationdate: text({ since: '8.0' }),
  // The spelling of 7.x, where a second date stood beside it.
  terminationDate: text({ removed: '8.0' }),
  completedDate: text({ removed: '8.0' }),
  domain: text(),
  firstpaymentamount: text(),
  recurringamount: text(),
  paymentmethod: text(),
  billingcycle: text(),
  subscriptionid: text(),
  status: text(),
  notes: text(),
  serviceusername: text(),
  servicepassword: text(),
  overideautosuspend: text(),
  overidesuspenduntil: text(),
  ns1: text(),
  ns2: text(),
  dedicatedip: text(),
  assignedips: text(),
  diskusage: int(),
  disklimit: int(),
  bwusage: int(),
  bwlimit: int(),
  suspendreason: text(),
  promoid: int(),
  unset: list(),
  autorecalc: bool(),
  customfields: text(),
  configoptions: text(),
}

const UNSET: Record<string, Partial<Row<'services'>>> = {
  domain: { domain: '' },
  serviceusername: { username: '' },
  servicepassword: { password: '' },
  subscriptionid: { subscriptionid: '' },
  ns1: { ns1: '' },
  ns2: { ns2: '' },
  dedicatedip: { dedicatedip: '' },
  assignedips: { assignedips: '' },
  notes: { notes: '' },
  suspendreason: { suspensionreason: '' },
}

const amount = (value: string | undefined) => (value === undefined || value === '' ? undefined : cents(value))
/** GUESS: an empty text means "leave it": emptying is what `unset` is for. */
const word = (value: string | undefined) => value || undefined
const date = (value: string | undefined) => (value === NO_DATE ? NO_DATE : day(value))

function serviceChanges(given: Given<typeof product>): Partial<Row<'services'>> {
  return sent({
    pid: given.pid,
    serverid: given.serverid,
    regdate: date(given.regdate),
    nextduedate: date(given.nextduedate),
    terminationdate: date(given.terminationdate ?? given.terminationDate),
    completeddate: date(given.completedDate),
    domain: word(given.domain),
    firstpaymentamount: amount(given.firstpaymentamount),
    recurringamount: amount(given.recurringamount),
    paymentmethod: word(given.paymentmethod),
    billingcycle: given.billingcycle ? cycleName(given.billingcycle) : undefined,
    subscriptionid: word(given.subscriptionid),
    status: word(given.status),
    notes: word(given.notes),
    username: word(given.serviceusername),
    password: word(given.servicepassword),
    overideautosuspend: word(given.overideautosuspend),
    overidesuspenduntil: date(given.overidesuspenduntil),
    ns1: word(given.ns1),
    ns2: word(given.ns2),
    dedicatedip: word(given.dedicatedip),
    assignedips: word(given.assignedips),
    diskusage: given.diskusage,
    disklimit: given.disklimit,
    bwusage: given.bwusage,
    bwlimit: given.bwlimit,
    suspensionreason: word(given.suspendreason),
    promoid: given.promoid,
  })
}

const updateClientProduct = action({
  name: 'UpdateClientProduct',
  params: product,
  run(call, given) {
    const { store } = call
    const service = store.byId('services', given.serviceid) ?? refuse('Service ID Not Found')
    const next = { ...service, ...serviceChanges(given) }
    const catalogue = store.byId('products', next.pid)
    const price = catalogue && priceOf(call, catalogue, service.clientid, next.billingcycle)
    store.update('services', service.id, {
      ...serviceChanges(given),
      ...Object.assign({}, ...(given.unset ?? []).map((name) => UNSET[name] ?? {})),
      ...(given.autorecalc && price !== undefined ? { recurringamount: price } : {}),
      ...(given.configoptions ? { configoptions: chosenOptions(next, catalogue, given.configoptions) } : {}),
    })
    saveCustomFields(call, 'product', next.pid, service.id, given.customfields)
    logActivity(call, `Modified Product/Service - Service ID: ${service.id}`, service.clientid)
    return { serviceid: String(service.id) }
  },
})

const addonParams = {
  status: text(),
  addonid: int(),
  name: text(),
  setupfee: text(),
  recurring: text(),
  billingcycle: text(),
  nextduedate: text(),
  terminationdate: text(),
  notes: text(),
  autorecalc: bool(),
}

const updateClientAddon = action({
  name: 'UpdateClientAddon',
  params: { ...addonParams, id: int() },
  run(call, given) {
    const addon = call.store.byId('addons', given.id) ?? refuse('Addon ID Not Found')
    const named = Object.entries(given).filter(([name, value]) => name !== 'id' && value !== undefined)
    if (named.length === 0) return refuse('Nothing to Update')
    call.store.update('addons', addon.id, {
      ...sent({
        status: word(given.status),
        addonid: given.addonid,
        name: word(given.name),
        setupfee: amount(given.setupfee),
        // GUESS: the sandbox has no catalogue of addons: autorecalc leaves the amount as it is.
        recurring: given.autorecalc ? undefined : amount(given.recurring),
        billingcycle: given.billingcycle ? cycleName(given.billingcycle) : undefined,
        nextduedate: date(given.nextduedate),
        terminationdate: date(given.terminationdate),
        notes: given.notes,
      }),
    })
    logActivity(call, `Modified Addon - Addon ID: ${addon.id}`, addon.userid)
    return { id: String(addon.id) }
  },
})

export const servicesWrite = [addCancelRequest, cancelOrder, updateClientProduct, updateClientAddon]
