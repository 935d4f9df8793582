import 'server-only'
import { z } from 'zod'
import type { ClientId, LocationId } from '@/lib/ids'
import { personKey } from '@/lib/ids'
import type { ActionResult } from '@/lib/result'
import type { Works } from '@/server/operations/carry-out'
import { carryOut } from '@/server/operations/carry-out'
import { invoiceLock } from '@/server/operations/credit-apply'
import type { Kind } from '@/server/operations/kind'
import { kindOf } from '@/server/operations/kinds'
import type { NewOperation } from '@/server/store/operations'
import { once } from '@/server/submission'
import type { Writer } from '@/server/whmcs/client'
import { listCredits } from '@/server/whmcs/credits'
import { listInvoices } from '@/server/whmcs/invoices'
import { TAG } from './answers'

/** What somebody asks for with one submission of a form, and the figures that they saw. Plain JSON. */
export const askSchema = z.object({
  /** The form's own name for the submission. */
  key: z.string(),
  /** Who asks. Each submission is another person's here, which is how its operations are told apart. */
  person: z.number(),
  client: z.number(),
  what: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('pay'),
      parts: z.array(z.object({ invoice: z.number(), amount: z.string(), balance: z.string() })),
    }),
    z.object({
      kind: z.literal('cancel'),
      service: z.number(),
      refund: z.string().nullable(),
      by: z.enum(['credit', 'request']),
    }),
    z.object({ kind: z.literal('generate'), service: z.number() }),
    z.object({ kind: z.literal('stop'), service: z.number(), after: z.string().nullable() }),
  ]),
})
export type Ask = z.output<typeof askSchema>

const doneSchema = z.array(z.object({ id: z.string(), state: z.string() }))
/** The operations of a submission as it was told of them. */
export type Done = z.output<typeof doneSchema>

type Plan = Pick<NewOperation, 'kind' | 'target' | 'details' | 'locks'>

async function newestCredit(whmcs: Writer, client: ClientId): Promise<number> {
  return (await listCredits(whmcs, client)).reduce((highest, { id }) => Math.max(highest, id), 0)
}

async function newestInvoice(whmcs: Writer, client: ClientId): Promise<number> {
  const query = { sort: 'date', descending: true, offset: 0, limit: 100 } as const
  return (await listInvoices(whmcs, client, query)).invoices.reduce((highest, { id }) => Math.max(highest, id), 0)
}

async function plansOf(whmcs: Writer, client: ClientId, { what }: Ask): Promise<Plan[]> {
  if (what.kind === 'pay') {
    return what.parts.map((part) => {
      const target = invoiceLock(part.invoice)
      return { kind: 'credit.apply', target, locks: [target], details: part }
    })
  }
  const target = `service:${what.service}`
  const { service } = what
  if (what.kind === 'generate') {
    return [{ kind: 'invoice.generate', target, details: { service, after: await newestInvoice(whmcs, client) } }]
  }
  if (what.kind === 'stop') {
    const details = { service, subscription: 'sub_1', gateway: 'paypal', via: 'ticket', after: what.after }
    return [{ kind: 'subscription.stop', target, details }]
  }
  const request = { service, type: 'Immediate', endsOn: '2026-11-21', reason: 'no_longer_needed' }
  const first: Plan = { kind: 'cancellation.request', target, details: request }
  if (what.refund === null) return [first]
  if (what.by === 'credit') {
    const details = { service, amount: what.refund, after: await newestCredit(whmcs, client) }
    return [first, { kind: 'refund.credit', target, details }]
  }
  const figures = { gross: what.refund, net: what.refund, tax: '0.00', tax2: '0.00' }
  const details = { service, endsOn: '2026-11-21', currency: 'EUR', refund: figures, days: null }
  return [first, { kind: 'refund.request', target, details }]
}

/** Every kind as it is, its calls marked with the operation, so that the truth knows who did what. */
export function tagged(name: string): Kind {
  const kind = kindOf(name)
  return {
    ...kind,
    send: (whmcs, operation) =>
      kind.send(
        {
          ...whmcs,
          write: (call, params, notAfter) => whmcs.write(call, { ...params, [TAG]: operation.id }, notAfter),
        },
        operation,
      ),
  }
}

/** A form's way through the portal: its submission is claimed and audited, then its operations are carried out. */
export function submit(
  works: Works,
  where: { location: LocationId; client: ClientId },
  ask: Ask,
): Promise<ActionResult<Done>> {
  const person = { kind: 'user', id: ask.person } as const
  const actor = personKey(person)
  const key = { location: where.location, person: actor, action: ask.what.kind, intent: ask.key }
  const entry = { ...where, actor, event: ask.what.kind, ref: ask.key, ip: '192.0.2.1' }
  return once(works.db, key, { what: JSON.stringify(ask.what) }, entry, doneSchema, async () => {
    const plans = await plansOf(works.whmcs, where.client, ask)
    const ended = await carryOut(
      works,
      plans.map((plan) => ({ ...where, person, ...plan })),
    )
    return ended.map(({ id, state }) => ({ id, state }))
  })
}
