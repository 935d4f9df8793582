import 'server-only'
import { toCents } from '@/lib/money'
import type { AuditTable } from '@/server/store/audit'
import type { OperationsTable } from '@/server/store/operations'
import { referenceOf } from '@/server/store/operations'
import type { Ask, Done } from './people'
import type { Effect, Truth } from './truth'

/** What a submission was told. `nothing`: its process died first. `running`: the same submission was at work already. */
export type Said =
  | { readonly kind: 'done'; readonly done: Done }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'unknown' | 'running' | 'reused' | 'nothing' }

/** One submission of a form, and what its invoices showed as open when it began. */
export type Invocation = {
  readonly ask: Ask
  readonly at: number
  said: Said
  readonly before: readonly number[]
  /** The first with its key: what is submitted again was decided then. */
  readonly first: boolean
}

export type Change = { readonly id: string; readonly from: string; readonly to: string }

/** What a schedule left behind: what was said, what the portal keeps, and what is really so. */
export type Evidence = {
  readonly truth: Truth
  readonly history: readonly Invocation[]
  readonly operations: readonly OperationsTable[]
  readonly audit: readonly AuditTable[]
  /** Every change of an operation's state in their order, from '' when it was recorded. */
  readonly changes: readonly Change[]
  /** WHMCS was away for so long that a person has to look. */
  readonly hopeless: boolean
}

type Of = { readonly row: OperationsTable; readonly effects: readonly Effect[]; readonly ask: Ask | undefined }

const NEXT: Readonly<Record<string, readonly string[]>> = {
  '': ['intent'],
  intent: ['sending', 'rejected'],
  sending: ['applied', 'rejected', 'unknown'],
  unknown: ['applied', 'rejected', 'human'],
  // At the second look; whether it may be is for I4.
  applied: ['human'],
  rejected: [],
  human: [],
}

const details = (row: OperationsTable): Readonly<Record<string, unknown>> => JSON.parse(row.details)

/** Applied, or applied until its second look. */
const wasApplied = (row: OperationsTable) =>
  row.state === 'applied' || (row.state === 'human' && row.checked_at !== null)

/** What it must not share with another open operation. Not read from the locks: they are what is checked. */
const holds = (row: OperationsTable) => (row.kind === 'credit.apply' ? row.target : `${row.kind} ${row.target}`)

/**
 * What somebody else did meanwhile and no reading can tell from this operation's own effect: the same amount from credit
 * on the same invoice, or the service's next invoice. What was asked for stands once all the same.
 */
function standsWithout({ truth }: Evidence, { row }: Of): boolean {
  const others = truth.effects.filter(
    ({ tag, target, at }) => tag !== row.id && target === row.target && at >= row.created_at - 60_000,
  )
  if (row.kind === 'invoice.generate') return others.some(({ action }) => action === 'GenInvoices')
  const amount = String(details(row)['amount'])
  return (
    row.kind === 'credit.apply' &&
    others.some(
      ({ action, tag, cents }) => action === 'ApplyCredit' && tag === null && BigInt(cents) === toCents(amount),
    )
  )
}

/** Somebody else's equal amount came within the minute before it was looked at again: there twice, it is for a person. */
function isDoubled(evidence: Evidence, of: Of): boolean {
  const { row, effects } = of
  return row.state === 'human' && row.checked_at !== null && effects.length === 1 && standsWithout(evidence, of)
}

function ofOperation(evidence: Evidence, of: Of): string[] {
  const { row, effects, ask } = of
  const found: string[] = []
  const says = (rule: string) => found.push(`${rule} (${row.kind} ${row.target}, ${row.state})`)
  if (effects.length > 1) says(`I1: done ${effects.length} times`)
  if (['intent', 'sending', 'unknown'].includes(row.state)) says('I4: without an end')
  if (row.state === 'human' && !evidence.hopeless && !isDoubled(evidence, of)) says('I4: left to a person')
  if (row.state === 'rejected' && effects.length > 0) says('I3: refused, and done')
  if (row.state === 'applied' && effects.length === 0 && !standsWithout(evidence, of)) says('I2: applied, and not done')
  if (row.state === 'applied' && row.checked_at === null) says('R7: never looked at again')
  for (const effect of effects) {
    if (effect.client !== row.client_id) says(`I7: done to client ${effect.client}`)
    if (row.created_at > effect.at || row.sent_at === null || row.sent_at > effect.at)
      says('I6: recorded after it was sent')
  }
  if (!ask) says('I6: of nobody’s submission')
  return found
}

function audited(evidence: Evidence, { row, effects }: Of): string[] {
  if (effects.length === 0 && row.sent_at === null) return []
  const by = (outcome: string, ref?: string) =>
    evidence.audit.some((one) => one.outcome === outcome && one.actor === row.person && (!ref || one.ref === ref))
  const begun = row.follows === null ? by('attempted') : by('attempted', referenceOf(row))
  const found = begun ? [] : [`I6: sent without a trace (${row.kind} ${row.target})`]
  // A first one's end is in its form's trace, if its process lived to write it.
  const over = row.state === 'applied' ? 'done' : 'failed'
  if (row.follows !== null && row.sent_at !== null && !by(over, referenceOf(row)) && row.state !== 'human') {
    found.push(`I6: ended without a trace (${row.kind} ${row.target})`)
  }
  return found
}

function inOrder(all: readonly Of[]): string[] {
  return all.flatMap(({ row }) => {
    if (row.follows === null || row.sent_at === null) return []
    const first = all.find((one) => one.row.id === row.follows)?.row
    const proved = first && wasApplied(first) && (first.concluded_at ?? Infinity) <= row.sent_at
    return proved ? [] : [`chain: sent before what it follows was proved (${row.kind} ${row.target})`]
  })
}

function alone(rows: readonly OperationsTable[], changes: readonly Change[]): string[] {
  const open = new Map<string, string>()
  return changes.flatMap(({ id, to }) => {
    const row = rows.find((one) => one.id === id)
    if (!row || to === 'sending' || to === 'unknown') return []
    const lock = holds(row)
    if (to === 'intent' && open.has(lock)) return [`I9: two open at once (${lock})`]
    if (to === 'intent') open.set(lock, id)
    else if (open.get(lock) === id) open.delete(lock)
    return []
  })
}

function whatWasAsked(ask: Ask): string[] {
  const { what } = ask
  if (what.kind === 'pay') return what.parts.map(({ invoice, amount }) => `credit.apply ${invoice} ${amount}`)
  if (what.kind === 'generate') return [`invoice.generate ${what.service} -`]
  if (what.kind === 'stop') return [`subscription.stop ${what.service} -`]
  const request = `cancellation.request ${what.service} -`
  if (what.refund === null) return [request]
  return [
    request,
    what.by === 'credit' ? `refund.credit ${what.service} ${what.refund}` : `refund.request ${what.service} -`,
  ]
}

function whatIsRecorded(row: OperationsTable): string {
  const { invoice, service, amount = '-' } = details(row)
  return `${row.kind} ${String(invoice ?? service)} ${String(amount)}`
}

function sameAs(operations: readonly Of[], ask: Ask): boolean {
  const [asked, recorded] = [whatWasAsked(ask), operations.map(({ row }) => whatIsRecorded(row))]
  return asked.length === recorded.length && asked.every((one) => recorded.includes(one))
}

/** The money that moved is what was confirmed, to the cent. */
function toTheCent({ row, effects }: Of): string[] {
  const amount = details(row)['amount']
  if (typeof amount !== 'string') return []
  const wrong = effects.filter(({ cents }) => BigInt(cents) !== toCents(amount))
  return wrong.map(({ cents }) => `I5: ${cents} cents moved for ${amount}`)
}

function told(all: readonly Of[], { ask, said, before, first }: Invocation): string[] {
  const mine = all.filter(({ ask: of }) => of?.person === ask.person)
  const done = mine.flatMap(({ effects }) => effects)
  const found: string[] = []
  const what = `${ask.what.kind} ${ask.key}`
  if (said.kind === 'failed' && done.length > 0) found.push(`I3: told ${said.why}, and done (${what})`)
  if (said.kind === 'done') {
    if (!sameAs(mine, ask)) found.push(`I10: told done of something else (${what})`)
    const [begun] = said.done
    for (const one of said.done) {
      const row = mine.find((of) => of.row.id === one.id)?.row
      if ((one === begun || one.state === 'applied') && !(row && wasApplied(row)))
        found.push(`I2: told done, is ${row?.state} (${what})`)
      if (one.state === 'rejected' && row?.state !== 'rejected')
        found.push(`I3: told refused, is ${row?.state} (${what})`)
    }
  }
  if (ask.what.kind === 'pay' && first) {
    ask.what.parts.forEach(({ invoice, balance }, index) => {
      const moved = mine.some(({ row, effects }) => details(row)['invoice'] === invoice && effects.length > 0)
      if (moved && before[index] !== Number(toCents(balance)))
        found.push(`I5: paid, though another sum was open than was seen (${what})`)
    })
  }
  return found
}

/** Everything that is wrong. Nothing is left to the eye: what the rules do not explain is wrong. */
export function check(evidence: Evidence): string[] {
  const { truth, history, operations, changes } = evidence
  const all = operations.map((row): Of => ({
    row,
    effects: truth.effects.filter(({ tag }) => tag === row.id),
    ask: history.find(({ ask }) => `user:${ask.person}` === row.person)?.ask,
  }))
  const known = new Set(operations.map(({ id }) => id))
  const strange = truth.effects.filter(({ tag }) => tag !== null && !known.has(tag))
  const persons = [...new Set(history.map(({ ask }) => ask.person))]
  const unlike = persons.filter((person) => {
    const mine = all.filter(({ ask }) => ask?.person === person)
    return mine.length > 0 && !history.some(({ ask }) => ask.person === person && sameAs(mine, ask))
  })
  const jumps = changes.filter(({ from, to }) => !NEXT[from]?.includes(to))
  const short = [...new Set(truth.credits.map(({ client }) => client))].filter((client) => truth.creditOf(client) < 0)
  const over = truth.invoices.filter(({ id }) => truth.balanceOf(id) < 0)
  return [
    ...strange.map(({ action, target }) => `I6: done and not recorded (${action} ${target})`),
    ...all.flatMap((of) => [...ofOperation(evidence, of), ...audited(evidence, of), ...toTheCent(of)]),
    ...inOrder(all),
    ...alone(operations, changes),
    ...history.flatMap((one) => told(all, one)),
    ...unlike.map((person) => `I10: a submission was carried out twice or half (person ${person})`),
    ...jumps.map(({ from, to }) => `state: ${from} became ${to}`),
    ...short.map((client) => `I5: client ${client} owes credit`),
    ...over.map(({ id }) => `I5: invoice ${id} is paid too much`),
  ]
}
