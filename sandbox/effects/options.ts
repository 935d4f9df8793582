import { z } from 'zod'
import type { Row } from '../core/schema.ts'
import { unserializeArray, type PhpData } from '../core/php-serialize.ts'

const chosen = z.array(z.object({ id: z.number(), option: z.string(), type: z.string(), value: z.string() }))
const offered = z.array(
  z.object({
    id: z.number(),
    name: z.string(),
    type: z.string(),
    options: z.array(z.object({ id: z.number(), name: z.string(), monthly: z.number() })),
  }),
)
export type Chosen = z.infer<typeof chosen>[number]
export type Offered = z.infer<typeof offered>[number]

export const chosenOf = (service: Row<'services'>): Chosen[] => chosen.parse(JSON.parse(service.configoptions || '[]'))
export const offeredBy = (product: Row<'products'> | undefined): Offered[] =>
  offered.parse(JSON.parse(product?.configoptions || '[]'))

/** The type of an option that is counted, as GetProducts shows it. */
const QUANTITY = '4'

export const isQuantity = (option: Offered): boolean => option.type === QUANTITY

/** The service's options with one of them set anew. */
export function withOption(current: Chosen[], option: Offered, value: string): Chosen[] {
  const type = isQuantity(option) ? 'quantity' : 'dropdown'
  const next = { id: option.id, option: option.name, type, value }
  const kept = current.filter(({ id }) => id !== option.id)
  return [...kept, next].sort((a, b) => a.id - b.id)
}

/** `optionid`, or `{optionid, qty}`: how the service's page shows that choice. */
function shown(option: Offered, value: PhpData): string | undefined {
  const nested = value !== null && typeof value === 'object' ? value : { optionid: value, qty: value }
  if (isQuantity(option)) return String(nested['qty'] ?? 0)
  return option.options.find(({ id }) => id === Number(nested['optionid']))?.name
}

/** Options and choices the product does not offer are passed over. */
export function chosenOptions(service: Row<'services'>, product: Row<'products'> | undefined, encoded: string): string {
  const values = unserializeArray(encoded) ?? {}
  const result = offeredBy(product).reduce((current, option) => {
    const value = values[String(option.id)]
    const text = value === undefined ? undefined : shown(option, value)
    return text === undefined ? current : withOption(current, option, text)
  }, chosenOf(service))
  return JSON.stringify(result)
}
