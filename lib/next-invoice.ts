import type { PlainDate } from './dates'
import { addMonths, cycleMonths } from './periods'
import type { Service } from './schemas/service'

/** Why the next invoice of a service cannot be made early; keys under `errors`. */
export const NEXT_INVOICE_BLOCKS = [
  'next_invoice_not_active',
  'next_invoice_not_recurring',
  'next_invoice_cycle_over',
  'next_invoice_paid_ahead',
  'next_invoice_cancelling',
  'next_invoice_unpaid',
  'next_invoice_blocked_by_upgrade',
] as const
export type NextInvoiceBlock = (typeof NEXT_INVOICE_BLOCKS)[number]

type Billed = Pick<Service, 'status' | 'billingCycle' | 'recurringAmount' | 'nextDueOn'>

/** What the service itself says; unpaid invoices and upgrades are asked for elsewhere. Null: nothing is in the way. */
export function nextInvoiceBlock(service: Billed, today: PlainDate): NextInvoiceBlock | null {
  const months = cycleMonths(service.billingCycle)
  if (service.status !== 'Active') return 'next_invoice_not_active'
  if (months === null || service.nextDueOn === null) return 'next_invoice_not_recurring'
  // From then on WHMCS makes it by itself.
  if (service.nextDueOn <= today) return 'next_invoice_cycle_over'
  // The period that is paid has not even begun: the one before it still runs.
  if (addMonths(service.nextDueOn, -months) > today) return 'next_invoice_paid_ahead'
  return null
}
