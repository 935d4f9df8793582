import 'server-only'
import { z } from 'zod'
import { isRecord } from './json'

/**
 * Lists in WHMCS's answers. PHP turns an empty list into "", [], null, {} or nothing, a list of one into the row
 * itself, and a list with gaps into an object with numbers for keys. Reading any of these at the wrong depth gives
 * "nothing", which would look like an empty account: so an answer that says it has rows and shows none is refused.
 */

/** The rows found, or null when what stands there is no list at all. */
type Found = readonly unknown[] | null

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

function isNumbered(value: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(value).every((key) => /^\d+$/.test(key))
}

/** `[…]`, `{"0": …}`, or one row. */
function asRows(value: unknown, isRow: (value: unknown) => boolean): Found {
  if (isEmpty(value)) return []
  if (Array.isArray(value)) return value
  if (isRecord(value) && isNumbered(value)) return Object.values(value)
  return isRow(value) ? [value] : null
}

function nested(container: unknown, inner: string): Found {
  if (isEmpty(container)) return []
  if (isRecord(container) && Object.hasOwn(container, inner)) return asRows(container[inner], isRecord)
  // Flat after all, with or without numbers for keys. A lone row cannot be told from a foreign object here.
  return asRows(container, () => false)
}

const countOrNone = z
  .unknown()
  .optional()
  .transform((value): number | null => {
    const plain = typeof value === 'number' ? String(value) : value
    return typeof plain === 'string' && /^\d{1,15}$/.test(plain) ? Number(plain) : null
  })

const counts = z.object({ totalresults: countOrNone, numreturned: countOrNone, startnumber: countOrNone })

function saysItHasRows(said: z.output<typeof counts>): boolean {
  if (said.numreturned !== null && said.numreturned > 0) return true
  const total = said.totalresults ?? 0
  // Past the end of the list an empty page is right.
  return total > 0 && !(said.startnumber !== null && said.startnumber >= total)
}

export type List<T> = { readonly items: T[]; readonly total: number }

function listOf<S extends z.ZodType>(outer: string, find: (container: unknown) => Found, item: S) {
  const rows = z.array(item)
  return z.unknown().transform((answer, context): List<z.output<S>> => {
    const fail = (message: string): never => {
      context.addIssue({ code: 'custom', message, path: [outer] })
      return z.NEVER
    }
    if (!isRecord(answer)) return fail('not an object')
    const said = counts.parse(answer)
    const known = Object.hasOwn(answer, outer) || said.totalresults === 0 || said.numreturned === 0
    const found = find(answer[outer])
    if (!known || found === null) return fail('no list')
    if (found.length === 0 && saysItHasRows(said)) return fail('rows promised, none found')
    const parsed = rows.safeParse(found)
    if (!parsed.success) {
      for (const issue of parsed.error.issues) {
        context.addIssue({ code: 'custom', message: issue.code, path: [outer, ...issue.path] })
      }
      return z.NEVER
    }
    return { items: parsed.data, total: said.totalresults ?? parsed.data.length }
  })
}

/** `{ invoices: { invoice: [ … ] } }` in any of its shapes, with the total of all pages. */
export function list<S extends z.ZodType>(outer: string, inner: string, item: S) {
  return listOf(outer, (container) => nested(container, inner), item)
}

/** `{ users: [ … ] }`: the few actions without a singular key in between. */
export function flatList<S extends z.ZodType>(outer: string, item: S) {
  return listOf(outer, (container) => asRows(container, isRecord), item)
}

/** A list inside a row, without counts: `items: { item: [ … ] }`, `transactions: ""`, or missing. */
export function rows<S extends z.ZodType>(inner: string, item: S) {
  const items = z.array(item)
  return z
    .unknown()
    .optional()
    .transform((container, context) => {
      const found = nested(container, inner)
      if (found === null) context.addIssue({ code: 'custom', message: 'no list' })
      return found ?? []
    })
    .pipe(items)
}

export type Page<T> = { readonly items: readonly T[]; readonly total: number }

/** WHMCS's own page is 25 rows unless asked. */
export const PAGE_SIZE = 100

/** How many pages of one list are asked for at once: of the read lane's calls, one request must not take most. */
const AT_ONCE = 6

/**
 * Reads a list to its end: the first page says how many rows there are, the others are asked for together. Stops when
 * an empty page comes or all that was promised has come, and refuses to go on for ever when WHMCS keeps sending.
 *
 * @throws RangeError after `maxRows` rows
 */
export async function allPages<T>(
  load: (offset: number, limit: number) => Promise<Page<T>>,
  maxRows = 20_000,
): Promise<T[]> {
  const first = await load(0, PAGE_SIZE)
  const items = [...first.items]
  // WHMCS may give fewer rows than it was asked for: what it gave is its page.
  const step = items.length
  if (step === 0) return items
  for (let offset = step; offset < first.total; offset += step * AT_ONCE) {
    if (items.length >= maxRows) throw new RangeError('a list without end')
    const left = Math.min(AT_ONCE, Math.ceil((first.total - offset) / step))
    const offsets = Array.from({ length: left }, (_, index) => offset + index * step)
    const pages = await Promise.all(offsets.map((start) => load(start, step)))
    items.push(...pages.flatMap((page) => page.items))
    if (pages.some((page) => page.items.length === 0)) break
  }
  return items
}
