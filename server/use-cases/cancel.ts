import 'server-only'
import { createTranslator } from 'next-intl'
import type { PlainDate } from '@/lib/dates'
import { utcDay } from '@/lib/dates'
import en from '@/lib/i18n/messages/en.json'
import { personKey } from '@/lib/ids'
import type { Currency } from '@/lib/money'
import { fromCents } from '@/lib/money'
import type { Quote } from '@/lib/quote'
import { sameQuote } from '@/lib/quote'
import type { CancelInput, CancelType } from '@/lib/schemas/cancel'
import { WHMCS_TYPE } from '@/lib/schemas/cancel'
import type { Addon, Service } from '@/lib/schemas/service'
import { ownService } from '@/server/access/ownership'
import type { Permitted } from '@/server/access/permitted'
import { PortalError } from '@/server/errors'
import { carryOut } from '@/server/operations/carry-out'
import { openQuote, QUOTE_MS, signQuote } from '@/server/quote'
import { isLicence, refundPolicy } from '@/server/refund-policy'
import { store } from '@/server/store/current'
import type { NewOperation, Operation } from '@/server/store/operations'
import { operationsOf, referenceOf } from '@/server/store/operations'
import type { Writer } from '@/server/whmcs/client'
import { listCredits } from '@/server/whmcs/credits'
import { listAddons } from '@/server/whmcs/services'
import type { Consequences } from './cancel-consequences'
import { consequencesOf } from './cancel-consequences'
import type { KnownRequest } from './cancellations'
import { findRequest } from './cancellations'
import { currencyOf } from './currencies'
import type { Refund } from './refund'
import { immediateRefund, lastDay } from './refund'

type Viewer = Permitted<'orders'>
type WritingViewer = Permitted<'orders', Writer>

/** As in WHMCS: what has not begun or is over cannot be cancelled. */
const CANCELLABLE: readonly string[] = ['Active', 'Suspended']

/** One way to end the service. `blocked` is a key under `errors`, and then it cannot be chosen. */
export type Way = {
  readonly type: CancelType
  readonly endsOn: PlainDate
  readonly refund: Refund
  readonly blocked: 'licence_active' | 'whmcs_immediate_cancellation_no_invoices' | null
}

/** What became of the refund of a request that was made here. */
export type RefundProgress = {
  readonly kind: 'refund.credit' | 'refund.request'
  readonly state: 'done' | 'open' | 'failed'
  readonly amount: string | null
  readonly ticket: string | null
  readonly reference: string
}

export type Standing =
  | {
      readonly kind: 'requested'
      readonly request: KnownRequest
      readonly reference: string | null
      readonly refund: RefundProgress | null
    }
  /** Sent, and nobody knows yet whether it was done. */
  | { readonly kind: 'checking'; readonly reference: string }
  /** Its status cannot be cancelled. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'open'; readonly ways: readonly Way[] }

export type CancelView = {
  readonly service: Pick<Service, 'id' | 'name' | 'domain' | 'status'>
  readonly currency: Currency
  readonly standing: Standing
}

export type Review = Consequences & {
  readonly way: Way
  readonly quote: string
  readonly validUntil: Date
  readonly policy: 'none' | 'request' | 'credit'
}

const KINDS = ['cancellation.request', 'refund.credit', 'refund.request'] as const

async function operationsFor(viewer: Viewer, service: number): Promise<readonly Operation[]> {
  const { db } = await store()
  return operationsOf(db, { location: viewer.location, client: viewer.clientId }, KINDS, `service:${service}`)
}

function refundProgress(operation: Operation): RefundProgress {
  const details = Object(operation.details)
  const result = Object(operation.result)
  const amount: unknown = details.amount ?? details.refund?.gross ?? null
  const over = operation.state === 'applied' ? 'done' : 'open'
  return {
    kind: operation.kind === 'refund.credit' ? 'refund.credit' : 'refund.request',
    state: operation.state === 'rejected' || operation.state === 'human' ? 'failed' : over,
    amount: typeof amount === 'string' ? amount : null,
    ticket: typeof result.number === 'string' ? result.number : null,
    reference: referenceOf(operation),
  }
}

/** A request that exists is shown, whoever made it; one whose end is open comes before the form. */
async function standingBefore(viewer: Viewer, service: Service): Promise<Standing | null> {
  const [request, operations] = await Promise.all([findRequest(viewer, service), operationsFor(viewer, service.id)])
  const mine = operations.find(({ kind }) => kind === 'cancellation.request')
  if (request && request.state !== 'withdrawn') {
    const made = mine?.state === 'applied' ? mine : undefined
    const refund = operations.find(({ kind, follows }) => kind !== 'cancellation.request' && follows === made?.id)
    return {
      kind: 'requested',
      request,
      reference: made ? referenceOf(made) : null,
      refund: made && refund ? refundProgress(refund) : null,
    }
  }
  if (mine && ['intent', 'sending', 'unknown'].includes(mine.state)) {
    return { kind: 'checking', reference: referenceOf(mine) }
  }
  return CANCELLABLE.includes(service.status) ? null : { kind: 'closed' }
}

async function waysOf(
  viewer: Viewer,
  service: Service,
  addons: readonly Addon[],
  today: PlainDate,
): Promise<readonly Way[]> {
  const end = lastDay('end', service, today)
  const refund = await immediateRefund(viewer, service, today, refundPolicy())
  const licence = addons.some(({ name, status }) => status === 'Active' && isLicence(name))
  const unpaid = refund.kind === 'none' && refund.reason === 'no_invoice'
  return [
    ...(end === null
      ? []
      : [
          {
            type: 'end',
            endsOn: end,
            refund: { kind: 'none', reason: 'end_of_period' },
            blocked: null,
          } as const satisfies Way,
        ]),
    {
      type: 'now',
      endsOn: today,
      refund,
      blocked: licence ? 'licence_active' : unpaid ? 'whmcs_immediate_cancellation_no_invoices' : null,
    },
  ]
}

async function load(viewer: Viewer, id: number, today: PlainDate) {
  const [{ service }, addons, currency] = await Promise.all([
    ownService(viewer, id),
    listAddons(viewer.whmcs, viewer.clientId),
    currencyOf(viewer),
  ])
  const own = addons.filter(({ serviceId }) => serviceId === id)
  const before = await standingBefore(viewer, service)
  const standing = before ?? { kind: 'open', ways: await waysOf(viewer, service, own, today) }
  const { name, domain, status } = service
  const view: CancelView = { service: { id, name, domain, status }, currency, standing }
  return { service, addons: own, view }
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
    policy: refundPolicy().policy,
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
  return { view, review: { ...consequences, way, quote: signQuote(quote), validUntil, policy: refundPolicy().policy } }
}

/** Staff read the reason in English, and what the customer wrote as it was written. */
const words = createTranslator({ locale: 'en', messages: en, namespace: 'cancel.reasons' })

function reasonText({ reason, details }: CancelInput): string {
  return [reason === '' ? '' : words(reason), details].filter(Boolean).join('\n')
}

async function refundPlan(viewer: WritingViewer, service: number, way: Way, code: string) {
  const { policy } = refundPolicy()
  const { refund, endsOn } = way
  if (refund.kind === 'none') return null
  if (refund.kind === 'amount' && policy === 'credit') {
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

export type Cancelled = {
  readonly service: number
  readonly name: string
  readonly type: CancelType
  readonly endsOn: PlainDate
  readonly reference: string
  /** A decimal, or null when nothing is paid back. */
  readonly refund: string | null
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
  const common = { location, client, person, target: `service:${service.id}` }
  const details = { service: service.id, type: WHMCS_TYPE[way.type], endsOn: way.endsOn, reason: reasonText(input) }
  const refund = await refundPlan(viewer, service.id, way, currency.code)
  const plans: NewOperation[] = [{ ...common, kind: 'cancellation.request', details }]
  if (refund) plans.push({ ...common, ...refund })
  const [request] = await carryOut({ db: (await store()).db, whmcs: viewer.whmcs }, plans)
  return {
    service: service.id,
    name: [service.name, service.domain].filter(Boolean).join(' – '),
    type: way.type,
    endsOn: way.endsOn,
    reference: request ? referenceOf(request) : '',
    refund: way.refund.kind === 'amount' ? fromCents(way.refund.figures.refund.gross) : null,
  }
}
