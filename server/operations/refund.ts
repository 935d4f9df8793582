import 'server-only'
import { z } from 'zod'
import { ownService } from '@/server/access/ownership'
import { referenceOf } from '@/server/store/operations'
import { addCredit, listCredits } from '@/server/whmcs/credits'
import { kind } from './kind'
import { ticketKind } from './ticket'

/** Amounts are decimals in the client's currency, computed by the portal from WHMCS's own invoices. */
const figures = z.object({ gross: z.string(), net: z.string(), tax: z.string(), tax2: z.string() })

export const creditDetails = z.object({
  service: z.number(),
  amount: z.string(),
  /** The newest row of the credit log before: ours is a later one. */
  after: z.number(),
})

/**
 * A refund as credit, where the operator's policy says so. No money leaves.
 *
 * https://developers.whmcs.com/api-reference/addcredit/
 */
export const refundCredit = kind({
  name: 'refund.credit',
  details: creditDetails,
  async send(whmcs, operation, { service, amount }) {
    const own = await ownService({ whmcs, clientId: operation.client }, service)
    const description = `Refund, service ${own.id} [${referenceOf(operation)}]`
    await addCredit(whmcs, operation.client, { type: 'add', amount, description })
    return null
  },
  async prove(whmcs, operation, { after }) {
    const rows = await listCredits(whmcs, operation.client)
    const mine = rows.filter(({ id, description }) => id > after && description.includes(referenceOf(operation)))
    const [row] = mine
    return row ? { kind: 'applied', result: { credit: row.id }, times: mine.length } : { kind: 'absent' }
  },
})

export const refundDetails = z.object({
  service: z.number(),
  endsOn: z.string(),
  currency: z.string(),
  /** Null where the invoices do not tell: staff find out. */
  refund: z.nullable(figures),
  days: z.nullable(z.object({ total: z.number(), used: z.number() })),
})

/** A refund that staff are asked for, with the figure that the customer was shown. */
export const refundRequest = ticketKind({
  name: 'refund.request',
  details: refundDetails,
  letter({ service, endsOn, currency, refund, days }, t) {
    const sum = refund
      ? t('refundSum', { currency, gross: refund.gross, net: refund.net, tax: refund.tax, tax2: refund.tax2 })
      : t('refundUnknown')
    const used = days ? t('refundDays', { used: days.used, total: days.total }) : ''
    const text = [t('intro'), t('refundWhat', { service, date: endsOn }), sum, used, t('refundNext')]
    return { subject: t('refundSubject', { service }), text: text.filter(Boolean).join('\n\n') }
  },
})
