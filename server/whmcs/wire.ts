import 'server-only'
import { z } from 'zod'
import { isPlainDate, type PlainDate } from '@/lib/dates'
import { clientId, parseId, type ClientId } from '@/lib/ids'
import { isDecimal, type Decimal } from '@/lib/money'
import { decodeEntities } from './entities'

/**
 * WHMCS's habits, once. Every schema here accepts each spelling that WHMCS is known to use for a value, and refuses
 * everything else. Objects drop keys they do not name, so that passwords, tokens and staff notes never come through.
 */

function refuse(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message })
  return z.NEVER
}

/** A positive id, as a number or its plain digits. */
export const id = z.unknown().transform((value, context): number => {
  const found = typeof value === 'number' ? parseId(String(value)) : parseId(value)
  return found ?? refuse(context, 'not an id')
})

/** A client's id. WHMCS calls it `clientid`, `userid` or `client_id`. */
export const client = id.transform((value): ClientId => clientId(value))

/** An id where "none" is possible: 0, "0", "", null and a missing key are null. */
export const idOrNone = z
  .unknown()
  .optional()
  .transform((value, context): number | null => {
    if (value === undefined || value === null || value === '' || value === 0 || value === '0') return null
    const found = typeof value === 'number' ? parseId(String(value)) : parseId(value)
    return found ?? refuse(context, 'not an id')
  })

/** A count: a non-negative integer as a number or its digits. */
export const count = z.unknown().transform((value, context): number => {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : refuse(context, 'not a count')
})

const TRUE: ReadonlySet<unknown> = new Set([true, 'true', 1, '1', 'on'])
const FALSE: ReadonlySet<unknown> = new Set([false, 'false', 0, '0', ''])

/** `"false"` is false here, as nowhere else in JavaScript or PHP. What is neither is refused. */
export const flag = z.unknown().transform((value, context): boolean => {
  if (TRUE.has(value)) return true
  return FALSE.has(value) ? false : refuse(context, 'not a flag')
})

/** A flag of a key that only some versions send. */
export const flagOrOff = z
  .unknown()
  .optional()
  .transform((value, context): boolean => {
    if (value === undefined || value === null || FALSE.has(value)) return false
    return TRUE.has(value) || refuse(context, 'not a flag')
  })

/** Text as WHMCS sent it; null is ''. A missing key is refused. */
export const text = z
  .union([z.string(), z.number(), z.null()])
  .transform((value) => (value === null ? '' : String(value)))

/** Text of a key that only some versions send. */
export const textOrNone = z
  .union([z.string(), z.number(), z.null(), z.undefined()])
  .optional()
  .transform((value) => (value === null || value === undefined ? '' : String(value)))

/** What a person typed: entity-encoded once by WHMCS, decoded once here. */
export const human = text.transform(decodeEntities)
export const humanOrNone = textOrNone.transform(decodeEntities)

/** PHP before 7.1 wrote 15.95 as 15.949999999999999: two digits when that is what was meant. */
function fromNumber(value: number): string {
  const plain = String(value)
  if (/^-?\d+(\.\d{1,4})?$/.test(plain)) return plain
  const rounded = value.toFixed(2)
  return Math.abs(Number(rounded) - value) < 1e-6 ? rounded : ''
}

function padded(decimal: string): Decimal {
  const [whole = '0', fraction = ''] = decimal.split('.')
  return `${whole}.${fraction.padEnd(2, '0')}`
}

/** A decimal amount with at least two digits after the point. Text in a currency (`$5.00 USD`) is refused. */
export const amount = z.unknown().transform((value, context): Decimal => {
  const plain = typeof value === 'number' ? fromNumber(value) : value
  return typeof plain === 'string' && isDecimal(plain) ? padded(plain) : refuse(context, 'not an amount')
})

function isNoDate(value: unknown): boolean {
  return value === null || value === undefined || value === '' || /^0000-00-00/.test(String(value))
}

/** A day; `0000-00-00`, '', null and a missing key mean none. The time of a date-time is dropped. */
export const date = z
  .unknown()
  .optional()
  .transform((value, context): PlainDate | null => {
    if (isNoDate(value)) return null
    const day =
      typeof value === 'string' ? /^(\d{4}-\d{2}-\d{2})(?:[ T]\d{2}:\d{2}(?::\d{2})?.*)?$/.exec(value)?.[1] : null
    return day && isPlainDate(day) ? day : refuse(context, 'not a date')
  })

/** `YYYY-MM-DD HH:MM:SS` in the installation's own time zone, which WHMCS does not tell; none as in `date`. */
export const dateTime = z
  .unknown()
  .optional()
  .transform((value, context): string | null => {
    if (isNoDate(value)) return null
    const match = typeof value === 'string' ? /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})/.exec(value) : null
    const [, day = '', time = ''] = match ?? []
    return isPlainDate(day) && time < '24:00:00' ? `${day} ${time}` : refuse(context, 'not a date and time')
  })

/** What a write answers when nothing of the answer is used. */
export const done = z.object({})
