import 'server-only'
import type { LocationId } from '@/lib/ids'
import type { CancellationRequest } from '@/lib/schemas/service'
import { errorFields, log } from './observability/log'
import type { Known } from './store/cancellations'
import { keepRebuild, known, recordRequests, recordWhole, standingIds, takeRebuild } from './store/cancellations'
import type { Db } from './store/db'
import { cancelledPackages } from './whmcs/cancellations'
import type { Reader } from './whmcs/client'
import type { Page } from './whmcs/list'
import { PAGE_SIZE } from './whmcs/list'

/**
 * WHMCS lists the cancellation requests of the whole installation, filters by nothing and documents no order. The portal
 * keeps their ids, and asks for one page of the list to learn what is new: with the number of all of them and some that
 * it knows, that page tells whether anything else has changed. Then the whole list is read again, in the background.
 */
export type Place = { readonly location: LocationId; readonly whmcs: Reader }

/** How many known requests the page must show for the list to be the one that was read before. */
const OVERLAP = 10
/** How many known ids a page is compared with. */
const COMPARED = 200
/** Whoever reads the whole list and is silent for so long is gone, in ms. */
const LEASE = 60_000
/** Not read as a whole more often than this, in ms: a list without any order would ask for it at every view. */
const REST = 5 * 60_000
const REST_AFTER_FAILURE = 60_000
/** How old the last whole reading may be, in ms. */
const WHOLE_AGE = 24 * 3_600_000

type Verdict = 'whole' | 'ahead' | 'same' | 'drift'

/** What a page of the list says about what is known: pure, and right for a list in either order. */
export function compare(before: Known, offset: number, page: Page<Pick<CancellationRequest, 'id'>>): Verdict {
  const ids = page.items.map(({ id }) => id)
  if (offset === 0 && ids.length === page.total && before.count <= before.newest.length) return 'whole'
  if (!before.complete) return 'drift'
  const standing = new Set(before.newest)
  const fresh = ids.filter((id) => !standing.has(id))
  const seen = ids.length - fresh.length
  const expected = before.newest.slice(0, seen)
  const newest = before.newest[0] ?? 0
  const fits =
    seen >= Math.min(OVERLAP, before.count) &&
    expected.every((id) => ids.includes(id)) &&
    fresh.every((id) => id > newest) &&
    page.total === before.count + fresh.length
  if (!fits) return 'drift'
  return fresh.length > 0 ? 'ahead' : 'same'
}

/**
 * Brings the index up to date with one call. A page that does not fit starts a reading of the whole list, which nobody
 * waits for.
 *
 * @returns whether the index has seen the whole list, so that what it does not hold is not there
 */
export async function syncIndex(db: Db, place: Place): Promise<{ readonly complete: boolean }> {
  const { location, whmcs } = place
  const before = await known(db, location, COMPARED)
  const offset = before.newestFirst || before.count <= PAGE_SIZE - OVERLAP ? 0 : before.count - OVERLAP
  const page = await cancelledPackages(whmcs, offset, PAGE_SIZE)
  const verdict = compare(before, offset, page)
  const now = new Date()
  if (verdict === 'whole') {
    await recordWhole(db, location, { requests: page.items, ...goneAndOrder(before.newest, page.items) }, now)
    return { complete: true }
  }
  if (verdict !== 'same') await recordRequests(db, location, page.items)
  if (verdict === 'drift') inBackground(db, place)
  return { complete: before.complete && verdict !== 'drift' }
}

function goneAndOrder(before: readonly number[], items: readonly Pick<CancellationRequest, 'id'>[]) {
  const there = new Set(items.map(({ id }) => id))
  const [first, last] = [items[0]?.id ?? 0, items.at(-1)?.id ?? 0]
  return { gone: before.filter((id) => !there.has(id)), newestFirst: first > last }
}

function inBackground(db: Db, place: Place): void {
  rebuild(db, place).catch((error: unknown) => log('warn', 'cancellations.rebuild', errorFields(error)))
}

/**
 * Reads the whole list, if nobody else does or just did.
 *
 * @returns false when it was not read, or changed meanwhile
 */
export async function rebuild(db: Db, { location, whmcs }: Place): Promise<boolean> {
  const from = (ms: number) => new Date(Date.now() + ms)
  if (!(await takeRebuild(db, location, new Date(), from(LEASE)))) return false
  let rest = REST_AFTER_FAILURE
  try {
    // What is made while the list is read is not among these, and so not taken for gone.
    const before = await standingIds(db, location)
    const items = await readWhole(whmcs, () => keepRebuild(db, location, from(LEASE)))
    if (items) {
      await recordWhole(db, location, { requests: items, ...goneAndOrder(before, items) }, new Date())
      rest = REST
    }
    log(items ? 'info' : 'warn', 'cancellations.rebuild', { count: items?.length ?? 0 })
    return items !== null
  } finally {
    await keepRebuild(db, location, from(rest))
  }
}

/** Each page begins with the last row of the one before it: a list that moved meanwhile is not believed. */
async function readWhole(whmcs: Reader, goOn: () => Promise<void>): Promise<CancellationRequest[] | null> {
  const first = await cancelledPackages(whmcs, 0, PAGE_SIZE)
  const items = [...first.items]
  while (items.length < first.total) {
    await goOn()
    const offset = Math.max(0, items.length - 1)
    const page = await cancelledPackages(whmcs, offset, PAGE_SIZE)
    const [again, ...others] = page.items
    if (page.total !== first.total || again?.id !== items.at(-1)?.id || others.length === 0) return null
    items.push(...others)
  }
  return new Set(items.map(({ id }) => id)).size === first.total ? items : null
}

/** Reads the whole list of an installation whose index is missing, or a day old. */
export async function refreshIndex(db: Db, place: Place, now: Date): Promise<void> {
  const { complete, syncedAt } = await known(db, place.location, 0)
  if (!complete || now.getTime() - syncedAt.getTime() >= WHOLE_AGE) await rebuild(db, place)
}
