import * as z from 'zod/mini'
import { idText } from './form'

export const ofInvoice = { invoice: idText('not_found') }

/** The only form of paying that a browser checks, so it stands alone. `gateway` is WHMCS's name; '' leaves the invoice's own. */
export const payPageInput = z.strictObject({
  ...ofInvoice,
  gateway: z.string('choice').check(z.maxLength(100, 'choice')),
})
export type PayPageInput = z.output<typeof payPageInput>
