import 'server-only'
import { createTranslator } from 'next-intl'
import type { PlainDate } from '@/lib/dates'
import { maySayWithdraw } from '@/lib/cancel-labels'
import { utcDay } from '@/lib/dates'
import en from '@/lib/i18n/messages/en.json'
import { personKey } from '@/lib/ids'
import type { Currency } from '@/lib/money'
import { fromCents } from '@/lib/money'
import type { Quote } from '@/lib/quote'
import { sameQuote } from '@/lib/quote'
import type { CancelInput, CancelType } from '@/lib/schemas/cancel'
import { WHMCS_TYPE } from '@/lib/schemas/cancel'
import type { Service } from '@/lib/schemas/service'
import { ownService } from '@/server/access/ownership'
import type { Permitted } from '@/server/access/permitted'
import { actorOf, decide } from '@/server/access/viewer'
import { PortalError } from '@/server/errors'
import { carryOut } from '@/server/operations/carry-out'
import { openQuote, QUOTE_MS, signQuote } from '@/server/quote'
import type { RefundPolicy } from '@/server/refund-policy'
import { cancelLaws, refundPolicy } from '@/server/refund-policy'
import { store } from '@/server/store/current'
import type { NewOperation } from '@/server/store/operations'
import { referenceOf } from '@/server/store/operations'
import type { Writer } from '@/server/whmcs/client'
import { listCredits } from '@/server/whmcs/credits'
import { listAddons } from '@/server/whmcs/services'
import type { Consequences } from './cancel-consequences'
import { consequencesOf } from './cancel-consequences'
import type { Standing, Way } from './cancel-standing'
import { operationsFor, standingBefore, waysOf } from './cancel-standing'
import { currencyOf } from './currencies'
import type { Refund } from './refund'

type Viewer = Permitted<'orders'>
type WritingViewer = Permitted<'orders', Writer>

export type CancelView = {
  readonly service: Pick<Service, 'id' | 'name' | 'domain' | 'status'>
  readonly currency: Currency
  readonly standing: Standing
  /** Whether the service's own page opens: cancelling needs another permission than seeing. */
  readonly maySeeService: boolean
  /** The contract is so young that a law lets it be withdrawn from. */
  readonly mayWithdraw: boolean
}

export type Review = Consequences & {
  readonly way: Way
  readonly quote: string
  readonly validUntil: Date
  readonly policy: 'none' | 'request' | 'credit'
}

async function load(viewer: Viewer, id: number, today: PlainDate) {
  const [{ service }, rights, addons, currency] = await Promise.all([
    ownService(viewer, id),
    viewer.rights(),
    listAddons(viewer.whmcs, viewer.clientId),
    currencyOf(viewer),
  ])
  const own = addons.filter(({ serviceId }) => serviceId === id)
  const operations = await operationsFor(viewer, id)
  const before = await standingBefore(viewer, service, operations)
  const standing = before ?? { kind: 'open', ways: await waysOf(viewer, service, { addons: own, operations }, today) }
  const { name, domain, status } = service
  const view: CancelView = {
    service: { id, name, domain, status },
    currency,
    standing,
    maySeeService: decide(rights, 'products') === 'allow',
    mayWithdraw: maySayWithdraw(cancelLaws(), service.registeredOn, today),
  }
  return { service, addons: own, view }
}

/** No money moves by an agent's hand: what a customer would get as credit at once, staff are asked for. */
function policyFor({ support }: Viewer): RefundPolicy['policy'] {
  const { policy } = refundPolicy()
  return support && policy === 'credit' ? 'request' : policy
}

function quoteOf(viewer: Viewer, service: number, way: Way, currency: Currency, now: Date): Quote {
  const split = way.refund.kind === 'amount' ? way.refund.figures.refund : { gross: 0n, net: 0n, tax: 0n, tax2: 0n }
  return {
    location: viewer.location,
    client: viewer.clientId,
    person: personKey(viewer.person),
    service,
    type: way.type,
    endsOn: way.endsOn,
    refund: way.refund.kind === 'amount' ? 'amount' : way.refund.reason,
    gross: fromCents(split.gross),
    net: fromCents(split.net),
    tax: fromCents(split.tax),
    tax2: fromCents(split.tax2),
    currency: currency.code,
    policy: policyFor(viewer),
    expires: now.getTime() + QUOTE_MS,
  }
}

/**
 * The page of a service: what can be chosen, or what stands already; with a type that can be chosen, its review too.
 *
 * @throws PortalError `not_found`
 */
export async function getCancellation(
  viewer: Viewer,
  id: number,
  type: CancelType | null,
  now = new Date(),
): Promise<{ readonly view: CancelView; readonly review: Review | null }> {
  const { service, addons, view } = await load(viewer, id, utcDay(now))
  const ways = view.standing.kind === 'open' ? view.standing.ways : []
  const way = ways.find((one) => one.type === type && one.blocked === null)
  if (!way) return { view, review: null }
  const quote = quoteOf(viewer, id, way, view.currency, now)
  const consequences = await consequencesOf(viewer, service, addons)
  const validUntil = new Date(quote.expires)
  return { view, review: { ...consequences, way, quote: signQuote(quote), validUntil, policy: policyFor(viewer) } }
}

/** Staff read the reason in English, and what the customer wrote as it was written. */
const words = createTranslator({ locale: 'en', messages: en, namespace: 'cancel.reasons' })

function reasonText({ reason, details }: CancelInput): string {
  return [reason === '' ? '' : words(reason), details].filter(Boolean).join('\n')
}

async function refundPlan(viewer: WritingViewer, service: number, way: Way, code: string) {
  const { refund, endsOn } = way
  if (refund.kind === 'none') return null
  if (refund.kind === 'amount' && policyFor(viewer) === 'credit') {
    const rows = await listCredits(viewer.whmcs, viewer.clientId)
    const after = rows.reduce((highest, { id }) => Math.max(highest, id), 0)
    return { kind: 'refund.credit', details: { service, amount: fromCents(refund.figures.refund.gross), after } }
  }
  const figures = refund.kind === 'amount' ? refund.figures : null
  const split = figures && {
    gross: fromCents(figures.refund.gross),
    net: fromCents(figures.refund.net),
    tax: fromCents(figures.refund.tax),
    tax2: fromCents(figures.refund.tax2),
  }
  const details = { service, endsOn, currency: code, refund: split, days: figures?.days ?? null }
  return { kind: 'refund.request', details }
}

function refundSaid(viewer: Viewer, refund: Refund): Cancelled['refund'] {
  if (refund.kind !== 'amount') return { kind: refund.kind }
  const goes = policyFor(viewer) === 'credit' ? 'credit' : 'request'
  return { kind: 'amount', amount: fromCents(refund.figures.refund.gross), goes }
}

export type Cancelled = {
  readonly service: number
  readonly name: string
  readonly type: CancelType
  readonly endsOn: PlainDate
  readonly reference: string
  readonly at: Date
  readonly currency: Currency
  readonly refund:
    | { readonly kind: 'none' | 'staff' }
    | { readonly kind: 'amount'; readonly amount: string; readonly goes: 'credit' | 'request' }
}

/**
 * Sends the request, once, when the review still holds; the refund follows it.
 *
 * @throws PortalError `not_found`; `rejected`: not cancellable, requested already, blocked, or (`changed_meanwhile`) the
 *   review has expired or says something else by now; `in_progress`, `outcome_unknown` of `carryOut`
 */
export async function cancelService(viewer: WritingViewer, input: CancelInput, now = new Date()): Promise<Cancelled> {
  const { service, view } = await load(viewer, input.service, utcDay(now))
  const { standing, currency } = view
  if (standing.kind === 'requested') throw new PortalError('rejected', { message: 'already_requested' })
  if (standing.kind === 'checking') throw new PortalError('in_progress', { message: 'operation_open' })
  if (standing.kind === 'closed') throw new PortalError('rejected', { message: 'not_cancellable' })
  const way = standing.ways.find(({ type }) => type === input.type)
  if (!way) throw new PortalError('rejected', { message: 'not_cancellable' })
  if (way.blocked) throw new PortalError('rejected', { message: way.blocked })
  const seen = openQuote(input.quote, now)
  if (!seen || !sameQuote(seen, quoteOf(viewer, service.id, way, currency, now))) {
    throw new PortalError('rejected', { message: 'changed_meanwhile' })
  }
  const { location, clientId: client, person } = viewer
  const target = `service:${service.id}`
  const common = { location, client, person, actor: actorOf(viewer), target }
  const details = { service: service.id, type: WHMCS_TYPE[way.type], endsOn: way.endsOn, reason: reasonText(input) }
  const refund = await refundPlan(viewer, service.id, way, currency.code)
  const plans: NewOperation[] = [{ ...common, kind: 'cancellation.request', details }]
  if (refund) plans.push({ ...common, ...refund })
  await viewer.changing({ target, before: {}, after: { type: way.type, endsOn: way.endsOn } })
  const [request] = await carryOut({ db: (await store()).db, whmcs: viewer.whmcs }, plans)
  return {
    service: service.id,
    name: [service.name, service.domain].filter(Boolean).join(' – '),
    type: way.type,
    endsOn: way.endsOn,
    reference: request ? referenceOf(request) : '',
    at: request?.createdAt ?? now,
    currency,
    refund: refundSaid(viewer, way.refund),
  }
}
