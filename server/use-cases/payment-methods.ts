import 'server-only'
import { utcDay } from '@/lib/dates'
import { expiryOf } from '@/lib/pay-methods'
import type { BillingPlace } from '@/lib/schemas/billing-place'
import type { PayMethod, StoredMethod } from '@/lib/schemas/money'
import { ownPayMethod } from '@/server/access/ownership'
import type { Permitted } from '@/server/access/permitted'
import { PortalError } from '@/server/errors'
import type { Handover, Writer } from '@/server/whmcs/client'
import { deletePayMethod, listPayMethods, updatePayMethod } from '@/server/whmcs/gateways'
import { refusalOf } from '@/server/whmcs/refusals'
import { billingAddress, billingPlace } from './hand-over'

type Payer = Permitted<'invoices'>
type WritingPayer = Permitted<'invoices', Writer>

function shown(method: PayMethod): StoredMethod {
  return { ...method, expiry: expiryOf(method.expires, utcDay(new Date())) }
}

export type MethodList = {
  readonly methods: readonly StoredMethod[]
  /** Where another one is added. */
  readonly place: BillingPlace
}

/** The cards and accounts that WHMCS may charge. It does not tell which of them it charges first. */
export async function listMethods(viewer: Payer): Promise<MethodList> {
  const [methods, place] = await Promise.all([listPayMethods(viewer.whmcs, viewer.clientId), billingPlace(viewer)])
  return { methods: methods.map(shown), place }
}

/** @throws PortalError `not_found`, also for somebody else's */
export async function getMethod(viewer: Payer, id: number): Promise<StoredMethod> {
  return shown((await ownPayMethod(viewer, id)).method)
}

/** A refusal that the payment provider is behind is told as such. */
async function atProvider(work: Promise<void>): Promise<null> {
  try {
    await work
    return null
  } catch (error) {
    if (refusalOf(error)?.code !== 'gateway_failed') throw error
    throw new PortalError('rejected', { message: 'provider_refused', cause: error })
  }
}

/** @throws PortalError `not_found`; `rejected` (`provider_refused`) */
export async function makeDefault(viewer: WritingPayer, method: number): Promise<null> {
  const { id } = await ownPayMethod(viewer, method)
  return atProvider(updatePayMethod(viewer.whmcs, viewer.clientId, id, { makeDefault: true }))
}

/** Cannot be undone. @throws PortalError `not_found`; `rejected` (`provider_refused`) when it stays */
export async function removeMethod(viewer: WritingPayer, method: number): Promise<null> {
  const { id } = await ownPayMethod(viewer, method)
  return atProvider(deletePayMethod(viewer.whmcs, viewer.clientId, id))
}

/** WHMCS's own page: no number of a card is ever typed here. @throws WhmcsError when WHMCS does not answer */
export async function openAddMethod(viewer: Permitted<'invoices', Handover>): Promise<URL> {
  return billingAddress(viewer, 'index.php?rp=%2Faccount%2Fpaymentmethods%2Fadd')
}
