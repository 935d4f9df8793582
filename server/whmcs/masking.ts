import 'server-only'
import { z } from 'zod'
import type { WriteClass } from '@/lib/support-class'
import { maskedNumber, maskedPhone } from '@/lib/mask'
import type { Operation, Reader } from './client'

type Hide = (text: string) => string

const HIDDEN: Readonly<Record<string, Hide>> = {
  phonenumber: maskedPhone,
  phonenumberformatted: maskedPhone,
  telephoneNumber: maskedPhone,
  tax_id: maskedNumber,
  card_last_four: (digits) => '•'.repeat(digits.length),
}

/** What stands in the forms of those who may change contacts or an address: a form that hides it would store what it shows. */
const IN_FORMS: readonly string[] = ['phonenumber', 'phonenumberformatted', 'telephoneNumber', 'tax_id']

/** The name that WHMCS gives a card may end in its digits. */
function withoutDigits(entry: readonly [string, unknown][]): Hide {
  const digits = String(entry.find(([name]) => name === 'card_last_four')?.[1] ?? '')
  return (text) => (digits === '' ? text : text.replaceAll(digits, '•'.repeat(digits.length)))
}

/**
 * The same answer without phone numbers, tax numbers and the digits of cards, wherever they stand in it.
 * @param shown names of fields that are left as they are
 */
export function masked(answer: unknown, shown: readonly string[] = []): unknown {
  if (Array.isArray(answer)) return answer.map((one) => masked(one, shown))
  if (typeof answer !== 'object' || answer === null) return answer
  const fields = Object.entries(answer)
  const named = withoutDigits(fields)
  return Object.fromEntries(
    fields.map(([name, value]) => {
      const hide = shown.includes(name) ? null : (HIDDEN[name] ?? (name === 'description' ? named : null))
      const isPlain = typeof value === 'string' || typeof value === 'number'
      return [name, hide && isPlain ? hide(String(value)) : masked(value, shown)]
    }),
  )
}

/**
 * A connection that only reads, and never learns what is hidden from support. It stands at the lowest layer, so that no page
 * can forget it.
 * @param changing what the agent may change
 */
export function masking(whmcs: Reader, changing: WriteClass | null = null): Reader {
  const shown = changing === 'contacts' || changing === 'profile' ? IN_FORMS : []
  return Object.freeze({
    location: whmcs.location,
    baseUrl: whmcs.baseUrl,
    version: () => whmcs.version(),
    read<S extends z.ZodType>(operation: Operation<'read', S>, params?: Parameters<Reader['read']>[1]) {
      return whmcs.read(
        { ...operation, response: z.preprocess((answer) => masked(answer, shown), operation.response) },
        params,
      )
    },
  })
}
