import 'server-only'
import { locationId } from '@/lib/ids'
import type { FundsLimits } from '@/lib/funds'
import { converted, fundsFault, fundsOffers, isFull } from '@/lib/funds'
import type { Decimal } from '@/lib/money'
import { isDecimal, isZero } from '@/lib/money'
import type { FundsAdded, FundsInput, FundsPage } from '@/lib/schemas/funds'
import { ownInvoice } from '@/server/access/ownership'
import type { Permitted } from '@/server/access/permitted'
import type { Viewer } from '@/server/access/viewer'
import { sharedValue } from '@/server/cache'
import { PortalError } from '@/server/errors'
import { errorFields, log } from '@/server/observability/log'
import { carryOut } from '@/server/operations/carry-out'
import {
  FUNDS_PATH,
  fundsAutomatic,
  fundsInvoice,
  fundsLock,
  fundsResult,
  newestInvoice,
} from '@/server/operations/funds-invoice'
import { sentFor } from '@/server/operations/once'
import { store } from '@/server/store/current'
import type { NewOperation, Operation } from '@/server/store/operations'
import { heldLocks, operationsOf } from '@/server/store/operations'
import type { Handover, Writer } from '@/server/whmcs/client'
import { installation } from '@/server/whmcs/installations'
import type { SettingName } from '@/server/whmcs/settings'
import { getSetting } from '@/server/whmcs/settings'
import { isClosed, readAsked } from './asked'
import { currencyOf, rateOf } from './currencies'
import { allGateways } from './gateways'
import { billingAddress, billingPlace } from './hand-over'

type Payer = Permitted<'invoices'>

const TARGET = 'funds'

/** GUESS: a limit of nothing, or of zero, is none; WHMCS's own form has the last word. */
function limitOf(setting: string | null, rate: Decimal): Decimal | null {
  const text = setting?.trim() ?? ''
  return isDecimal(text) && !isZero(text) ? converted(text, rate) : null
}

async function rulesOf(viewer: Viewer) {
  const ask = (name: SettingName) => getSetting(viewer.whmcs, name)
  const [enabled, order, minimum, maximum, ceiling, rate, { client }] = await Promise.all([
    ask('AddFundsEnabled'),
    ask('AddFundsRequireOrder'),
    ask('AddFundsMinimum'),
    ask('AddFundsMaximum'),
    ask('AddFundsMaximumBalance'),
    rateOf(viewer),
    viewer.account(),
  ])
  const limits: FundsLimits = {
    minimum: limitOf(minimum, rate),
    maximum: limitOf(maximum, rate),
    ceiling: limitOf(ceiling, rate),
    balance: client.credit,
  }
  return { enabled: enabled === 'on', orderRequired: order === 'on', limits }
}

/** WHMCS's form wants one; the customer chooses when paying. The client's own where it has one. */
async function gatewayFor(viewer: Viewer): Promise<string | null> {
  const [gateways, { settings }] = await Promise.all([allGateways(viewer), viewer.account()])
  const own = gateways.find(({ module }) => module === settings.paymentMethod)
  return (own ?? gateways[0])?.module ?? null
}

async function standingOf(viewer: Viewer) {
  const { db } = await store()
  const lock = fundsLock(viewer.clientId)
  const [rules, gateway, place, held] = await Promise.all([
    rulesOf(viewer),
    gatewayFor(viewer),
    billingPlace(viewer),
    heldLocks(db, viewer.location, [lock]),
  ])
  const { enabled, limits } = rules
  const closed = (why: 'disabled' | 'full' | 'no_gateway' | 'no_sign_in') => ({ kind: 'closed', why }) as const
  const standing = (): FundsPage['standing'] => {
    if (!enabled) return closed('disabled')
    if (held.has(lock)) return { kind: 'checking' }
    if (isFull(limits)) return closed('full')
    if (gateway === null) return closed('no_gateway')
    return place.signsOn ? { kind: 'open', limits, offers: fundsOffers(limits) } : closed('no_sign_in')
  }
  return { ...rules, gateway, place, standing: standing() }
}

async function operations(viewer: Viewer): Promise<readonly Operation[]> {
  const { db } = await store()
  const holder = { location: viewer.location, client: viewer.clientId }
  return operationsOf(db, holder, [fundsInvoice.name, fundsAutomatic.name], TARGET)
}

async function unpaidOf(viewer: Viewer, all: readonly Operation[]): Promise<FundsPage['unpaid']> {
  const last = all.find(({ kind, state }) => kind === fundsInvoice.name && state === 'applied')
  if (!last) return null
  try {
    const { invoice } = await ownInvoice(viewer, fundsResult.parse(last.result).invoice)
    const { id, number, balance } = invoice
    return invoice.status === 'Unpaid' ? { id, number, balance } : null
  } catch (error) {
    if (error instanceof PortalError && error.code === 'not_found') return null
    throw error
  }
}

async function askedOf(viewer: Viewer, all: readonly Operation[]): Promise<FundsPage['asked']> {
  const newest = sentFor(all, fundsAutomatic.name, TARGET)
  const asked = newest ? await readAsked(viewer, newest) : null
  return asked && !isClosed(asked) ? asked : null
}

/** What can be added to the account's credit, and what is under way. */
export async function getFunds(viewer: Payer): Promise<FundsPage> {
  const all = await operations(viewer)
  const [{ standing, orderRequired, place }, currency, { client }, newest, unpaid, asked] = await Promise.all([
    standingOf(viewer),
    currencyOf(viewer),
    viewer.account(),
    newestInvoice(viewer.whmcs, viewer.clientId),
    unpaidOf(viewer, all),
    askedOf(viewer, all),
  ])
  return { currency, balance: client.credit, standing, orderRequired, place, newest, unpaid, asked }
}

function endOf(asked: Operation | undefined): FundsAdded['automatic'] {
  if (!asked) return 'none'
  return asked.state === 'rejected' ? 'failed' : 'asked'
}

/**
 * Has WHMCS make an invoice whose payment becomes credit; the request for automatic top-ups follows it.
 *
 * @throws PortalError `invalid` for an amount outside the limits of now; `rejected`: not to be had, `changed_meanwhile` when
 *   an invoice of that amount was made since the page was; `client_area_closed`, `funds_refused`; `in_progress` and
 *   `outcome_unknown` as carryOut
 */
export async function addFunds(viewer: Permitted<'invoices', Writer>, input: FundsInput): Promise<FundsAdded> {
  const { location, clientId: client, person } = viewer
  const all = await operations(viewer)
  const [{ standing, gateway }, currency, newest, asked] = await Promise.all([
    standingOf(viewer),
    currencyOf(viewer),
    newestInvoice(viewer.whmcs, client),
    askedOf(viewer, all),
  ])
  if (standing.kind === 'checking') throw new PortalError('in_progress', { message: 'operation_open' })
  if (standing.kind === 'closed' || gateway === null) throw new PortalError('rejected', { message: 'funds_closed' })
  const fault = fundsFault(input.amount, standing.limits)
  if (fault) throw new PortalError('invalid', { fields: { [input.field]: fault } })
  if (input.newest > newest) throw new PortalError('rejected', { message: 'changed_meanwhile' })
  if (input.automatic && asked) throw new PortalError('rejected', { message: 'asked_already' })
  const common = { location, client, person, target: TARGET }
  const { amount } = input
  const details = { amount, gateway, newest: input.newest }
  const plans: NewOperation[] = [{ ...common, kind: fundsInvoice.name, details, locks: [fundsLock(client)] }]
  if (input.automatic) {
    const after = sentFor(all, fundsAutomatic.name, TARGET)?.id ?? null
    plans.push({
      ...common,
      kind: fundsAutomatic.name,
      details: { service: null, amount, currency: currency.code, after },
    })
  }
  const [made, request] = await carryOut({ db: (await store()).db, whmcs: viewer.whmcs }, plans)
  return { ...fundsResult.parse(made?.result), automatic: endOf(request) }
}

/** WHMCS's own page. @throws WhmcsError when WHMCS does not answer */
export async function openFundsPage(viewer: Permitted<'invoices', Handover>): Promise<URL> {
  return billingAddress(viewer, FUNDS_PATH)
}

const enabledAt = sharedValue(600, async (location) => {
  return (await getSetting(installation(locationId(location)), 'AddFundsEnabled')) === 'on'
})

/** Whether a link to adding funds leads anywhere. Its page knows better: it is shown when WHMCS does not tell. */
export async function offersFunds(viewer: Payer): Promise<boolean> {
  return enabledAt(viewer.location).catch((error: unknown) => {
    log('warn', 'funds.untold', errorFields(error))
    return true
  })
}
