import type { Row } from './schema.ts'
import type { Store } from './store.ts'

/** Money is kept in whole cents and becomes text only at the edge. */
export function decimal(cents: number): string {
  const sign = cents < 0 ? '-' : ''
  const digits = String(Math.abs(cents)).padStart(3, '0')
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Reads an amount as PHP's number parsing would: what stands before the first foreign character. */
export function cents(text: string): number {
  const value = Number.parseFloat(text)
  return Number.isFinite(value) ? Math.round(value * 100) : 0
}

/** The four number formats of a WHMCS currency: 1234.56, 1,234.56, 1.234,56 and 1,234. */
const FORMATS = [
  { group: '', point: '.' },
  { group: ',', point: '.' },
  { group: '.', point: ',' },
  { group: ',', point: '' },
] as const

/** An amount as WHMCS prints it: prefix, number in the currency's format, suffix. The statistics say `$2645.80 USD`. */
export function withCurrency(amount: number, currency: Row<'currencies'>): string {
  const { group, point } = FORMATS[currency.format - 1] ?? FORMATS[0]
  const [whole = '0', fraction = ''] = decimal(point === '' ? Math.round(amount / 100) * 100 : amount).split('.')
  return `${currency.prefix}${whole.replace(/\B(?=(\d{3})+$)/g, group)}${point === '' ? '' : point + fraction}${currency.suffix}`
}

/** The client's currency, else the installation's own. */
export function currencyOf({ store }: { store: Store }, clientId: number): Row<'currencies'> | undefined {
  const client = store.byId('clients', clientId)
  return store.byId('currencies', client?.currency) ?? store.first('currencies', 'WHERE is_default = 1')
}

/** Prints a client's amounts: `€63.05 EUR`. */
export function moneyFor(world: { store: Store }, clientId: number): (cents: number) => string {
  const currency = currencyOf(world, clientId)
  return (cents) => (currency === undefined ? decimal(cents) : withCurrency(cents, currency))
}

/** Tax rates are kept in thousandths of a percent: 19 % is 19000. */
export const taxOn = (amount: number, rate: number): number => Math.round((amount * rate) / 100_000)
export function rateText(rate: number, digits: number): string {
  // Rounded as a whole number: 9.975 is no binary fraction, and would become 9.97.
  const unit = 10 ** (3 - digits)
  return ((Math.round(rate / unit) * unit) / 1000).toFixed(digits)
}
