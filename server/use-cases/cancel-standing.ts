import 'server-only'
import { z } from 'zod'
import type { PlainDate } from '@/lib/dates'
import { utcDay } from '@/lib/dates'
import type { CancelType } from '@/lib/schemas/cancel'
import type { Addon, Service } from '@/lib/schemas/service'
import { isCancellable } from '@/lib/schemas/service'
import type { Permitted } from '@/server/access/permitted'
import { isLicence, refundPolicy } from '@/server/refund-policy'
import { store } from '@/server/store/current'
import type { Operation } from '@/server/store/operations'
import { operationsOf, referenceOf } from '@/server/store/operations'
import type { KnownRequest } from './cancellations'
import { findRequest } from './cancellations'
import type { Refund } from './refund'
import { immediateRefund, lastDay } from './refund'

type Viewer = Permitted<'orders'>

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

/** Their end is not known yet. */
const OPEN: readonly string[] = ['intent', 'sending', 'unknown']

const KINDS = ['cancellation.request', 'refund.credit', 'refund.request'] as const

/** A request that was withdrawn after its refund: nothing is paid back twice for one period. */
function refundedBefore(operations: readonly Operation[], start: PlainDate): boolean {
  return operations.some(
    ({ kind, state, createdAt }) =>
      kind !== 'cancellation.request' && state !== 'rejected' && utcDay(createdAt) >= start,
  )
}

/** Read once for a page or a submission, before WHMCS is asked: what is done meanwhile meets the engine's own guards. */
export async function operationsFor(viewer: Viewer, service: number): Promise<readonly Operation[]> {
  const { db } = await store()
  return operationsOf(db, { location: viewer.location, client: viewer.clientId }, KINDS, `service:${service}`)
}

const sums = z.object({ amount: z.string().optional(), refund: z.nullish(z.object({ gross: z.string() })) })
const ticket = z.object({ number: z.string() })

function refundProgress(operation: Operation): RefundProgress {
  const { amount, refund } = sums.parse(operation.details)
  const over = operation.state === 'applied' ? 'done' : 'open'
  return {
    kind: operation.kind === 'refund.credit' ? 'refund.credit' : 'refund.request',
    state: operation.state === 'rejected' || operation.state === 'human' ? 'failed' : over,
    amount: amount ?? refund?.gross ?? null,
    ticket: ticket.safeParse(operation.result).data?.number ?? null,
    reference: referenceOf(operation),
  }
}

/** A request that exists is shown, whoever made it; one whose end is open comes before the form. */
export async function standingBefore(
  viewer: Viewer,
  service: Service,
  operations: readonly Operation[],
): Promise<Standing | null> {
  const request = await findRequest(viewer, service)
  // A second one that WHMCS refused, because the first was there, says nothing about the first.
  const mine = operations.filter(({ kind }) => kind === 'cancellation.request')
  if (request && request.state !== 'withdrawn') {
    const made = mine.find(({ state }) => state === 'applied')
    const refund = operations.find(({ kind, follows }) => kind !== 'cancellation.request' && follows === made?.id)
    return {
      kind: 'requested',
      request,
      reference: made ? referenceOf(made) : null,
      refund: made && refund ? refundProgress(refund) : null,
    }
  }
  const open = mine.find(({ state }) => OPEN.includes(state))
  if (open) return { kind: 'checking', reference: referenceOf(open) }
  return isCancellable(service) ? null : { kind: 'closed' }
}

export async function waysOf(
  viewer: Viewer,
  service: Service,
  known: { readonly addons: readonly Addon[]; readonly operations: readonly Operation[] },
  today: PlainDate,
): Promise<readonly Way[]> {
  const end = lastDay('end', service, today)
  const computed = await immediateRefund(viewer, service, today, refundPolicy())
  const twice = computed.kind === 'amount' && refundedBefore(known.operations, computed.period.start)
  const refund: Refund = twice ? { kind: 'staff', reason: 'refunded_before' } : computed
  const licence = known.addons.some(({ name, status }) => status === 'Active' && isLicence(name))
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
