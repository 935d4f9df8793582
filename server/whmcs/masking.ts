import 'server-only'
import { z } from 'zod'
import { maskedNumber, maskedPhone } from '@/lib/mask'
import type { Operation, Reader } from './client'

const HIDDEN: Readonly<Record<string, (text: string) => string>> = {
  phonenumber: maskedPhone,
  phonenumberformatted: maskedPhone,
  telephoneNumber: maskedPhone,
  tax_id: maskedNumber,
  card_last_four: (digits) => '•'.repeat(digits.length),
}

/** The name that WHMCS gives a card may end in its digits. */
function withoutDigits(entry: readonly [string, unknown][]): (text: string) => string {
  const digits = String(entry.find(([name]) => name === 'card_last_four')?.[1] ?? '')
  return (text) => (digits === '' ? text : text.replaceAll(digits, '•'.repeat(digits.length)))
}

/** The same answer without phone numbers, tax numbers and the digits of cards, wherever they stand in it. */
export function masked(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(masked)
  if (typeof answer !== 'object' || answer === null) return answer
  const fields = Object.entries(answer)
  const named = withoutDigits(fields)
  return Object.fromEntries(
    fields.map(([name, value]) => {
      const hide = HIDDEN[name] ?? (name === 'description' ? named : null)
      const isPlain = typeof value === 'string' || typeof value === 'number'
      return [name, hide && isPlain ? hide(String(value)) : masked(value)]
    }),
  )
}

/**
 * A connection that only reads, and never learns what is hidden from support. It stands at the lowest layer, so that no page
 * can forget it.
 */
export function masking(whmcs: Reader): Reader {
  return Object.freeze({
    location: whmcs.location,
    baseUrl: whmcs.baseUrl,
    version: () => whmcs.version(),
    read<S extends z.ZodType>(operation: Operation<'read', S>, params?: Parameters<Reader['read']>[1]) {
      return whmcs.read({ ...operation, response: z.preprocess(masked, operation.response) }, params)
    },
  })
}
