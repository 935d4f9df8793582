import 'server-only'
import { z } from 'zod'
import type { UpgradeQuote } from '@/lib/schemas/service'
import type { Operation, Writer } from './client'
import type { Owned } from './owned'
import { flagOrOff, humanOrNone } from './wire'

const CancelOrder = { action: 'CancelOrder', effect: 'write', response: z.object({}) } as const satisfies Operation

const UpgradeProduct = {
  action: 'UpgradeProduct',
  // Without `calconly` the same action places an order: it is treated as a write, so that it is never repeated.
  effect: 'write',
  response: z.object({ upgradeinprogress: flagOrOff, price: humanOrNone }),
} as const satisfies Operation

/**
 * Cancels an order that is still pending, and its subscription at the gateway when asked.
 *
 * https://developers.whmcs.com/api-reference/cancelorder/
 *
 * @throws WhmcsError `refused`: not pending, or the gateway did not cancel
 */
export async function cancelOrder(
  whmcs: Writer,
  order: Owned<'order'>,
  options: { readonly cancelSubscription: boolean },
): Promise<void> {
  await whmcs.write(CancelOrder, { orderid: order, cancelsub: options.cancelSubscription })
}

/**
 * What an upgrade would cost, and whether an earlier one is still open. Orders nothing.
 *
 * https://developers.whmcs.com/api-reference/upgradeproduct/
 */
export async function calculateUpgrade(
  whmcs: Writer,
  service: Owned<'service'>,
  to: { readonly productId: number; readonly billingCycle: string; readonly paymentMethod: string },
): Promise<UpgradeQuote> {
  const answer = await whmcs.write(UpgradeProduct, {
    serviceid: service,
    calconly: true,
    type: 'product',
    newproductid: to.productId,
    newproductbillingcycle: to.billingCycle,
    paymentmethod: to.paymentMethod,
  })
  return { inProgress: answer.upgradeinprogress, price: answer.price }
}
