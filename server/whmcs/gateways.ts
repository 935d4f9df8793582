import 'server-only'
import { z } from 'zod'
import type { ClientId } from '@/lib/ids'
import type { Gateway, PayMethod } from '@/lib/schemas/money'
import type { Operation, Reader, Writer } from './client'
import { given } from './encode'
import { wrongEcho } from './errors'
import { flatList, list } from './list'
import type { Owned } from './owned'
import { client as wireClientId, human, humanOrNone, id, text, textOrNone } from './wire'

const GetPaymentMethods = {
  action: 'GetPaymentMethods',
  effect: 'read',
  response: list(
    'paymentmethods',
    'paymentmethod',
    z
      .object({ module: text, displayname: human })
      .transform((wire): Gateway => ({ module: wire.module, name: wire.displayname })),
  ),
} as const satisfies Operation

// `remote_token` opens the card at the gateway: it is not named here, so it is dropped.
const wirePayMethod = z
  .object({
    id,
    type: text,
    description: humanOrNone,
    gateway_name: textOrNone,
    card_type: textOrNone,
    card_last_four: textOrNone,
    expiry_date: textOrNone,
    bank_name: humanOrNone,
  })
  .transform((wire): PayMethod => ({
    id: wire.id,
    type: wire.type,
    description: wire.description,
    gateway: wire.gateway_name,
    brand: wire.card_type,
    lastFour: wire.card_last_four,
    expires: wire.expiry_date,
    bank: wire.bank_name,
  }))

const GetPayMethods = {
  action: 'GetPayMethods',
  effect: 'read',
  response: z.intersection(z.object({ clientid: wireClientId }), flatList('paymethods', wirePayMethod)),
} as const satisfies Operation
const DeletePayMethod = {
  action: 'DeletePayMethod',
  effect: 'write',
  response: z.object({ paymethodid: id }),
} as const satisfies Operation
const UpdatePayMethod = {
  action: 'UpdatePayMethod',
  effect: 'write',
  response: z.object({ paymethodid: id }),
} as const satisfies Operation

/**
 * The gateways of the installation. WHMCS does not say which of them a product, group or currency may use.
 *
 * https://developers.whmcs.com/api-reference/getpaymentmethods/
 */
export async function listGateways(whmcs: Reader): Promise<Gateway[]> {
  return (await whmcs.read(GetPaymentMethods)).items
}

/** The stored cards and accounts of a client. https://developers.whmcs.com/api-reference/getpaymethods/ */
export async function listPayMethods(whmcs: Reader, client: ClientId): Promise<PayMethod[]> {
  const answer = await whmcs.read(GetPayMethods, { clientid: client })
  if (answer.clientid !== client) throw wrongEcho(GetPayMethods)
  return answer.items
}

/**
 * Forgets a pay method, at the gateway too; refused when the gateway does not.
 *
 * https://developers.whmcs.com/api-reference/deletepaymethod/
 */
export async function deletePayMethod(whmcs: Writer, client: ClientId, method: Owned<'payMethod'>): Promise<void> {
  const answer = await whmcs.write(DeletePayMethod, {
    clientid: client,
    paymethodid: method,
    failonremotefailure: true,
  })
  if (answer.paymethodid !== method) throw wrongEcho(DeletePayMethod)
}

/**
 * A new expiry date, or the client's default. Card and account numbers never pass through the portal.
 *
 * https://developers.whmcs.com/api-reference/updatepaymethod/
 */
export async function updatePayMethod(
  whmcs: Writer,
  client: ClientId,
  method: Owned<'payMethod'>,
  changes: {
    /** `MMYY`. */
    readonly expires?: string
    readonly makeDefault?: true
  },
): Promise<void> {
  const answer = await whmcs.write(UpdatePayMethod, {
    clientid: client,
    paymethodid: method,
    ...given({ card_expiry: changes.expires, set_as_default: changes.makeDefault }),
  })
  if (answer.paymethodid !== method) throw wrongEcho(UpdatePayMethod)
}
