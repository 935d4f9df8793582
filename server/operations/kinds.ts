import 'server-only'
import { withdrawing } from '@/server/capabilities/withdrawing'
import { cancellationRequest } from './cancellation-request'
import { creditApply } from './credit-apply'
import { fundsAutomatic, fundsInvoice } from './funds-invoice'
import { invoiceGenerate } from './invoice-generate'
import { invoicesCombine } from './invoices-combine'
import type { Kind } from './kind'
import { refundCredit, refundRequest } from './refund'
import { stopSubscription } from './stop-subscription'

/** Every kind there is. One that is missing here could be recorded and never proved. */
const KINDS: readonly Kind[] = [
  cancellationRequest,
  creditApply,
  fundsInvoice,
  fundsAutomatic,
  invoiceGenerate,
  invoicesCombine,
  refundCredit,
  refundRequest,
  withdrawing().kind,
  stopSubscription,
]

const BY_NAME = new Map(KINDS.map((one) => [one.name, one]))

/** @throws RangeError for a kind that this version does not know */
export function kindOf(name: string): Kind {
  const found = BY_NAME.get(name)
  if (!found) throw new RangeError('no such kind of operation')
  return found
}
