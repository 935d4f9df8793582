import { z } from 'zod'
import { DAY } from '../core/clock.ts'
import { currencyOf } from '../core/money.ts'
import type { Row } from '../core/schema.ts'
import type { Acting } from './log.ts'

const MONTHS: Record<string, number> = {
  monthly: 1,
  quarterly: 3,
  semiannually: 6,
  annually: 12,
  biennially: 24,
  triennially: 36,
}
const NAMES: Record<string, string> = {
  free: 'Free Account',
  freeaccount: 'Free Account',
  onetime: 'One Time',
  monthly: 'Monthly',
  quarterly: 'Quarterly',
  semiannually: 'Semi-Annually',
  annually: 'Annually',
  biennially: 'Biennially',
  triennially: 'Triennially',
}

/** `Semi-Annually`, `semiannually` and `semi annually` are one key. */
export const cycleKey = (cycle: string): string => cycle.toLowerCase().replaceAll(/[^a-z]/g, '')
export const cycleName = (cycle: string): string | undefined => NAMES[cycleKey(cycle)]
/** How many months a cycle lasts; undefined when it does not come again. */
export const cycleMonths = (cycle: string): number | undefined => MONTHS[cycleKey(cycle)]

/** GUESS: the 31st of a shorter month is its last day. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, dayOfMonth = 1] = date.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(dayOfMonth, last))).toISOString().slice(0, 10)
}

export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY)

const prices = z.record(z.string(), z.record(z.string(), z.number()))

/** The catalogue's price in cents; undefined when the product is not sold in that cycle and currency. */
export function priceOf(call: Acting, product: Row<'products'>, client: number, cycle: string): number | undefined {
  const code = currencyOf(call, client)?.code ?? ''
  const price = prices.parse(JSON.parse(product.pricing || '{}'))[code]?.[cycleKey(cycle)]
  return price === undefined || price < 0 ? undefined : price
}
