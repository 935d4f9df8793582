import 'server-only'
import { z } from 'zod'
import type { ClientId } from '@/lib/ids'
import type { Addon, Domain, Service } from '@/lib/schemas/service'
import type { Operation, Reader, Writer } from './client'
import { given, indexed } from './encode'
import { wrongEcho } from './errors'
import { allPages, list } from './list'
import type { Owned } from './owned'
import { phpArray } from './php'
import { amount, client as wireClientId, date, flagOrOff, humanOrNone, id, textOrNone } from './wire'

// The rows also carry user name, password, server and staff notes of the service: what is not named here is dropped.
const wireService = z
  .object({
    id,
    clientid: wireClientId,
    pid: id,
    name: humanOrNone,
    groupname: humanOrNone,
    domain: textOrNone,
    status: textOrNone,
    suspensionreason: humanOrNone,
    paymentmethod: textOrNone,
    paymentmethodname: humanOrNone,
    billingcycle: textOrNone,
    recurringamount: amount,
    firstpaymentamount: amount,
    regdate: date,
    nextduedate: date,
    subscriptionid: textOrNone,
  })
  .transform((wire): { clientId: ClientId; service: Service } => ({
    clientId: wire.clientid,
    service: {
      id: wire.id,
      productId: wire.pid,
      name: wire.name,
      group: wire.groupname,
      domain: wire.domain,
      status: wire.status,
      suspensionReason: wire.suspensionreason,
      paymentMethod: wire.paymentmethod,
      paymentMethodName: wire.paymentmethodname,
      billingCycle: wire.billingcycle,
      recurringAmount: wire.recurringamount,
      firstPaymentAmount: wire.firstpaymentamount,
      registeredOn: wire.regdate,
      nextDueOn: wire.nextduedate,
      subscriptionId: wire.subscriptionid,
    },
  }))

const wireAddon = z
  .object({
    id,
    userid: wireClientId,
    serviceid: id,
    name: humanOrNone,
    status: textOrNone,
    billingcycle: textOrNone,
    recurring: amount,
    setupfee: amount,
    regdate: date,
    nextduedate: date,
  })
  .transform((wire): { clientId: ClientId; addon: Addon } => ({
    clientId: wire.userid,
    addon: {
      id: wire.id,
      serviceId: wire.serviceid,
      name: wire.name,
      status: wire.status,
      billingCycle: wire.billingcycle,
      recurringAmount: wire.recurring,
      setupFee: wire.setupfee,
      registeredOn: wire.regdate,
      nextDueOn: wire.nextduedate,
    },
  }))

const wireDomain = z
  .object({
    id,
    userid: wireClientId,
    domainname: textOrNone,
    status: textOrNone,
    recurringamount: amount,
    regdate: date,
    expirydate: date,
    nextduedate: date,
    donotrenew: flagOrOff,
  })
  .transform((wire): { clientId: ClientId; domain: Domain } => ({
    clientId: wire.userid,
    domain: {
      id: wire.id,
      name: wire.domainname,
      status: wire.status,
      recurringAmount: wire.recurringamount,
      registeredOn: wire.regdate,
      expiresOn: wire.expirydate,
      nextDueOn: wire.nextduedate,
      renewsAutomatically: !wire.donotrenew,
    },
  }))

export const GetClientsProducts = {
  action: 'GetClientsProducts',
  effect: 'read',
  response: list('products', 'product', wireService),
} as const satisfies Operation
const GetClientsAddons = {
  action: 'GetClientsAddons',
  effect: 'read',
  response: list('addons', 'addon', wireAddon),
} as const satisfies Operation
export const GetClientsDomains = {
  action: 'GetClientsDomains',
  effect: 'read',
  response: list('domains', 'domain', wireDomain),
} as const satisfies Operation
const UpdateClientProduct = {
  action: 'UpdateClientProduct',
  effect: 'write',
  response: z.object({ serviceid: id }),
} as const satisfies Operation

/**
 * All services of a client.
 *
 * https://developers.whmcs.com/api-reference/getclientsproducts/
 *
 * @throws WhmcsError `malformed` when a row belongs to another client
 */
export async function listServices(whmcs: Reader, client: ClientId): Promise<Service[]> {
  const found = await allPages((limitstart, limitnum) =>
    whmcs.read(GetClientsProducts, { clientid: client, limitstart, limitnum }),
  )
  if (found.some((row) => row.clientId !== client)) throw wrongEcho(GetClientsProducts)
  return found.map((row) => row.service)
}

/** One service of this client, asked for with both ids; null when there is none or it is somebody else's. */
export async function getService(whmcs: Reader, client: ClientId, service: number): Promise<Service | null> {
  const { items } = await whmcs.read(GetClientsProducts, { clientid: client, serviceid: service })
  const [row] = items
  if (!row) return null
  if (items.length > 1 || row.clientId !== client || row.service.id !== service) throw wrongEcho(GetClientsProducts)
  return row.service
}

/** The add-ons of a client's services. WHMCS pages this list not at all. */
export async function listAddons(whmcs: Reader, client: ClientId): Promise<Addon[]> {
  const { items } = await whmcs.read(GetClientsAddons, { clientid: client })
  if (items.some((row) => row.clientId !== client)) throw wrongEcho(GetClientsAddons)
  return items.map((row) => row.addon)
}

/** All domains of a client. https://developers.whmcs.com/api-reference/getclientsdomains/ */
export async function listDomains(whmcs: Reader, client: ClientId): Promise<Domain[]> {
  const found = await allPages((limitstart, limitnum) =>
    whmcs.read(GetClientsDomains, { clientid: client, limitstart, limitnum }),
  )
  if (found.some((row) => row.clientId !== client)) throw wrongEcho(GetClientsDomains)
  return found.map((row) => row.domain)
}

/**
 * Changes what a customer may change about a service. Prices, dates and status stay out of reach.
 *
 * https://developers.whmcs.com/api-reference/updateclientproduct/
 */
export async function updateClientProduct(
  whmcs: Writer,
  service: Owned<'service'>,
  changes: {
    readonly paymentMethod?: string
    /** Forgets the number of the gateway's subscription. Cancels nothing at the gateway. */
    readonly forgetSubscription?: true
    readonly customFields?: Readonly<Record<number, string>>
  },
): Promise<void> {
  const answer = await whmcs.write(UpdateClientProduct, {
    serviceid: service,
    ...given({
      paymentmethod: changes.paymentMethod,
      customfields: changes.customFields && phpArray(changes.customFields),
    }),
    // Emptying goes by `unset`: an empty text may mean "leave it".
    ...(changes.forgetSubscription ? indexed('unset', ['subscriptionid']) : {}),
  })
  if (answer.serviceid !== service) throw wrongEcho(UpdateClientProduct)
}
