import { useLocale, useTranslations } from 'next-intl'
import type { PlainDate } from '@/lib/dates'
import { formatDate } from '@/lib/dates'
import type { Currency, Decimal } from '@/lib/money'
import { formatMoney } from '@/lib/money'
import { cycleMonths, oneOff } from '@/lib/periods'
import { errorWords } from '../layout/error-words'

const CYCLES = {
  1: 'monthly',
  3: 'quarterly',
  6: 'semiannually',
  12: 'annually',
  24: 'biennially',
  36: 'triennially',
} as const

type Cycle = (typeof CYCLES)[keyof typeof CYCLES]

function isCycleLength(months: number | null): months is keyof typeof CYCLES {
  return months !== null && Object.hasOwn(CYCLES, months)
}

/** The key of a billing cycle's words; null for one that WHMCS does not document. */
function cycleOf(billingCycle: string): Cycle | 'free' | 'one_time' | null {
  const months = cycleMonths(billingCycle)
  return isCycleLength(months) ? CYCLES[months] : oneOff(billingCycle)
}

export type Price = {
  readonly billingCycle: string
  readonly recurringAmount: Decimal
  readonly firstPaymentAmount?: Decimal
}

/** What something costs, ready to be shown: the amount (null for what is free), and how often. */
export function usePrices(currency: Currency): (price: Price) => { amount: string | null; cycle: string } {
  const t = useTranslations('cycles')
  return ({ billingCycle, recurringAmount, firstPaymentAmount }) => {
    const cycle = cycleOf(billingCycle)
    const paid = cycle === 'one_time' ? (firstPaymentAmount ?? recurringAmount) : recurringAmount
    return {
      amount: cycle === 'free' ? null : formatMoney(paid, currency),
      cycle: cycle === null ? billingCycle : t(cycle),
    }
  }
}

/** A day in words, or none. */
export function useDays(): (date: PlainDate | null) => { date: PlainDate; text: string } | null {
  const locale = useLocale()
  return (date) => (date === null ? null : { date, text: formatDate(date, locale) })
}

/** What the forms about a service may be answered. */
export function useServiceErrors() {
  return errorWords(
    useTranslations('errors'),
    'changed_meanwhile',
    'stored_nothing',
    'service_not_active',
    'next_invoice_not_active',
    'next_invoice_not_recurring',
    'next_invoice_cycle_over',
    'next_invoice_paid_ahead',
    'next_invoice_cancelling',
    'next_invoice_unpaid',
    'next_invoice_blocked_by_upgrade',
    'next_invoice_unchecked',
    'next_invoice_nothing',
  )
}
