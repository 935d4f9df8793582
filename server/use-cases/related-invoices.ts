import 'server-only'
import type { PlainDate } from '@/lib/dates'
import { addMonths, cycleMonths } from '@/lib/periods'
import type { InvoiceSummary } from '@/lib/schemas/invoice'
import type { RelatedInvoices } from '@/lib/schemas/related-invoice'
import { refsOf, refsOfService } from '@/lib/schemas/related-invoice'
import type { Addon, Service } from '@/lib/schemas/service'
import type { Permitted } from '@/server/access/permitted'
import { store } from '@/server/store/current'
import { invoiceRefs } from '@/server/store/invoice-refs'
import { listInvoices } from '@/server/whmcs/invoices'
import { currencyOf } from './currencies'
import type { KnownRefs } from './invoice-index'
import { lookInto } from './invoice-index'

/* A view costs two lists and at most 25 invoices, however many the client has. */
const LISTED = 250
const UNPAID_LISTED = 100
/** Of the invoices that the index knows to be the service's. */
const SHOWN = 10
const UNPAID_SHOWN = 3
/** Of those that nobody has looked into yet. */
const LOOKED_AT = 12
/** Nothing is added to these any more, so what the index says of them is still so. */
const SETTLED: readonly string[] = ['Paid', 'Cancelled', 'Refunded']
/** Due days that are tried for a hint: ten years of months. */
const HINTS = 120

type Viewer = Permitted<'invoices'>
export type Subject = { readonly service: Service; readonly addons: readonly Addon[] }

/** The days on which the service was due: an invoice of such a day is likely its own. Only a hint. */
function dueDays({ billingCycle, nextDueOn }: Service): ReadonlySet<PlainDate> {
  const months = cycleMonths(billingCycle)
  if (months === null || nextDueOn === null) return new Set()
  return new Set(Array.from({ length: HINTS }, (_, place) => addMonths(nextDueOn, -months * place)))
}

async function lists({ whmcs, clientId }: Viewer, offset: number) {
  const newest = { sort: 'date', descending: true } as const
  return Promise.all([
    listInvoices(whmcs, clientId, { ...newest, offset, limit: LISTED }),
    listInvoices(whmcs, clientId, { ...newest, offset: 0, limit: UNPAID_LISTED, status: 'Unpaid' }),
  ])
}

type Matches = (row: InvoiceSummary) => boolean

function isSettled({ status }: InvoiceSummary): boolean {
  return SETTLED.includes(status)
}

/** The rows that a view covers: up to the first that would be one too many to show. A draft does not exist for customers. */
function stretchOf(rows: readonly InvoiceSummary[], matches: Matches) {
  let shown = 0
  const end = rows.findIndex((row) => matches(row) && ++shown > SHOWN)
  const length = end === -1 ? rows.length : end
  return { length, stretch: rows.slice(0, length).filter(({ status }) => status !== 'Draft') }
}

/** What to read: what is known and may change, then what is not known, the unpaid and the likely first. */
function choose(
  stretch: readonly InvoiceSummary[],
  unpaid: readonly InvoiceSummary[],
  known: KnownRefs,
  matches: Matches,
) {
  const all = [...new Map([...unpaid, ...stretch].map((row) => [row.id, row])).values()]
  const here = new Set(stretch.map(({ id }) => id))
  const unknown = all.filter(({ id }) => !known.has(id))
  const changeable = unpaid.filter((row) => known.has(row.id) && !matches(row))
  const older = unpaid.filter((row) => !here.has(row.id) && matches(row)).slice(0, UNPAID_SHOWN)
  return {
    chosen: [
      ...stretch.filter((row) => matches(row) && !isSettled(row)),
      ...older,
      ...[...unknown, ...changeable].slice(0, LOOKED_AT),
    ],
    unseen: unknown.slice(LOOKED_AT),
  }
}

function newestFirst(a: InvoiceSummary, b: InvoiceSummary): number {
  return (b.issuedOn ?? '').localeCompare(a.issuedOn ?? '') || b.id - a.id
}

/**
 * The invoices with something of a service on them, from a place in the client's list of invoices on. Every figure is of
 * WHMCS's list of this very client, read just now; what may still change is opened, and seen to be this service's.
 */
export async function relatedInvoices(viewer: Viewer, subject: Promise<Subject>, offset = 0): Promise<RelatedInvoices> {
  const { db } = await store()
  const [{ service, addons }, [page, { invoices: unpaid }], known, currency] = await Promise.all([
    subject,
    lists(viewer, offset),
    invoiceRefs(db, viewer.location, viewer.clientId),
    currencyOf(viewer),
  ])
  const wanted = refsOfService(
    service.id,
    addons.map(({ id }) => id),
  )
  const matches: Matches = ({ id }) => known.get(id)?.some((ref) => wanted.has(ref)) === true
  const { stretch, length } = stretchOf(page.invoices, matches)
  const days = dueDays(service)
  const isLikely = ({ dueOn }: InvoiceSummary) => dueOn !== null && days.has(dueOn)
  const likelyFirst = [...stretch.filter(isLikely), ...stretch.filter((row) => !isLikely(row))]
  const { chosen, unseen } = choose(likelyFirst, unpaid, known, matches)
  const read = await lookInto(
    viewer,
    known,
    chosen.map(({ id }) => id),
  )
  const related = [...read.values()]
    .flatMap((one) => (one && refsOf(one).some((ref) => wanted.has(ref)) ? [one] : []))
    .sort(newestFirst)
  const opened = new Map(related.map((one) => [one.id, one]))
  const shown = stretch.flatMap((row) => (isSettled(row) && matches(row) ? row : (opened.get(row.id) ?? [])))
  const end = offset + length
  return {
    invoices: shown.sort(newestFirst),
    unpaid: related.filter(({ status }) => status === 'Unpaid'),
    currency,
    unseen: unseen.length,
    unpaidUnseen: unseen.some(({ status }) => status === 'Unpaid'),
    older: length > 0 && end < page.total ? end : null,
    newestId: Math.max(0, ...page.invoices.map(({ id }) => id)),
  }
}
