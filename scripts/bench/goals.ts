import { KB, readBudgets } from '../budgets/limits.ts'
import type { Measured } from './pages.ts'
import { median } from './pages.ts'

export type Goal = { readonly goal: string; readonly seen: string; readonly met: boolean }

/** Per second, of an empty page of the same build: what WHMCS, the store and the rows may cost. */
const SHARE_OF_FLOOR = 0.6
const LIST_PER_SECOND = 100
const LIST_HTML_KB = 10

function perSecond(page: Measured): number {
  return median(page.rounds.map((round) => round.perSecond))
}

function atMost(goal: string, bytes: number, limitKb: number): Goal {
  return { goal: `${goal} ≤ ${limitKb} kB`, seen: `${(bytes / KB).toFixed(1)} kB`, met: bytes <= limitKb * KB }
}

function weights(pages: readonly Measured[]): Goal[] {
  const { cssKb, routes } = readBudgets()
  return pages.flatMap(({ name, path, weight }) => {
    const route = path
      .replace(/\/invoices\/\d+$/, '/invoices/[invoiceId]')
      .replace(/\/services\/\d+$/, '/services/[serviceId]')
    const limit = routes[route]
    if (limit === undefined) throw new Error(`scripts/budgets.json has no line for ${route}`)
    return [
      atMost(`${name}: JavaScript`, weight.jsGzip, limit),
      atMost(`${name}: CSS`, weight.cssGzip, cssKb),
      { goal: `${name}: third-party requests 0`, seen: String(weight.thirdParty), met: weight.thirdParty === 0 },
    ]
  })
}

type Named = { readonly floor: Measured; readonly list: Measured; readonly pages: readonly Measured[] }

export function goalsOf({ floor, list, pages }: Named, latency: number): Goal[] {
  const share = perSecond(list) / perSecond(floor)
  const rate = perSecond(list)
  return [
    ...pages.map(({ name, calls, mayDepth }) => ({
      goal: `${name}: at most ${mayDepth} round trip${mayDepth === 1 ? '' : 's'} to WHMCS one after another`,
      seen: String(calls.depth),
      met: calls.depth <= mayDepth,
    })),
    {
      goal: `${list.name}: ≥ ${SHARE_OF_FLOOR} × the empty page’s requests/s`,
      seen: share.toFixed(2),
      met: share >= SHARE_OF_FLOOR,
    },
    {
      goal: `${list.name}: ≥ ${LIST_PER_SECOND} requests/s at ${latency} ms`,
      seen: rate.toFixed(0),
      met: rate >= LIST_PER_SECOND,
    },
    ...weights(pages),
    atMost(`${list.name}: HTML of 25 rows, gzipped`, list.weight.htmlGzip, LIST_HTML_KB),
  ]
}
