import 'server-only'
import { fromCents } from '@/lib/money'
import type { Ask } from './people'
import type { Random } from './random'
import type { Truth } from './truth'

/** Amounts that meet often, so that one is taken for another where that is possible; 1.15 and 10.01 are no floats. */
const AMOUNTS = [115, 500, 1001, 1999, 2950] as const

export type Plot = {
  readonly clients: readonly number[]
  readonly services: ReadonlyMap<number, readonly number[]>
  readonly invoices: ReadonlyMap<number, readonly number[]>
}

const CLIENTS = [1, 2] as const

/** Two clients with services, invoices and credit. */
export function plant(truth: Truth, random: Random): Plot {
  const services = new Map<number, number[]>()
  const invoices = new Map<number, number[]>()
  for (const client of CLIENTS) {
    const credit = random.pick([0, 1001, 2950, 10_000])
    if (credit > 0) truth.addCredit(client, credit, 'Add Funds')
    services.set(client, [truth.addService(client), truth.addService(client)])
    const made = Array.from({ length: 3 }, () =>
      truth.addInvoice(client, [{ type: '', relid: 0, cents: random.pick(AMOUNTS) }]),
    )
    invoices.set(client, made)
  }
  return { clients: CLIENTS, services, invoices }
}

function some<T>(random: Random, map: ReadonlyMap<number, readonly T[]>, client: number): T {
  return random.pick(map.get(client) ?? [])
}

function payment(random: Random, truth: Truth, plot: Plot, client: number): Ask['what'] {
  // Now and then somebody else's: it must not be there for them.
  const whose = random.chance(0.05) ? 3 - client : client
  const first = some(random, plot.invoices, whose)
  const others = random.chance(0.3)
    ? (plot.invoices.get(client) ?? []).filter((id) => id !== first).slice(0, random.between(1, 2))
    : []
  const parts = [first, ...others].map((invoice) => {
    const balance = truth.balanceOf(invoice)
    const possible = Math.min(balance, truth.creditOf(client))
    const cents = random.chance(0.7) && possible > 0 ? possible : random.pick(AMOUNTS)
    return { invoice, amount: fromCents(BigInt(cents)), balance: fromCents(BigInt(balance)) }
  })
  return { kind: 'pay', parts }
}

/** What somebody who looks at their page now would ask for. */
export function someWish(random: Random, truth: Truth, plot: Plot, client: number): Ask['what'] {
  const service = some(random, plot.services, random.chance(0.04) ? 3 - client : client)
  const kind = random.below(10)
  if (kind < 6) return payment(random, truth, plot, client)
  if (kind === 6) return { kind: 'generate', service }
  if (kind === 7) return { kind: 'stop', service, after: null }
  const refund = random.pick([null, '1.15', '12.34'])
  return { kind: 'cancel', service, refund, by: random.pick(['credit', 'request']) }
}

/** The same form with another figure in it. */
export function tampered(what: Ask['what']): Ask['what'] {
  if (what.kind === 'pay') return { ...what, parts: what.parts.map((part) => ({ ...part, amount: '0.07' })) }
  if (what.kind === 'cancel') return { ...what, refund: '999.00' }
  return what
}

/** Staff, gateways and WHMCS's own jobs, who do not ask the portal. */
export function meanwhile(random: Random, truth: Truth, plot: Plot): void {
  const client = random.pick(plot.clients)
  const invoice = some(random, plot.invoices, client)
  const service = some(random, plot.services, client)
  const amount = Math.min(random.pick(AMOUNTS), Math.max(truth.balanceOf(invoice), 0))
  const works = [
    () => truth.pay(invoice, random.chance(0.5) ? truth.balanceOf(invoice) : amount),
    () => truth.cancelInvoice(invoice),
    () => truth.addCredit(client, random.pick(AMOUNTS), 'From staff'),
    () => truth.generate(service),
    () => truth.requestCancellation(service, 'Immediate', 'Asked by phone'),
    () => truth.applyCredit(invoice, amount),
  ]
  try {
    random.pick(works)()
  } catch {
    // Refused to them as to anybody.
  }
}
