import 'server-only'
import type { LocationId } from '@/lib/ids'
import { errorFields, log } from '@/server/observability/log'
import { append } from '@/server/store/audit'
import type { Db } from '@/server/store/db'
import type { Operation } from '@/server/store/operations'
import { checkOperation, findOperation, isOpen, referenceOf, unchecked, unconcluded } from '@/server/store/operations'
import { transact } from '@/server/store/transaction'
import { inBatches } from '@/server/whmcs/batches'
import type { Writer } from '@/server/whmcs/client'
import { WhmcsError } from '@/server/whmcs/errors'
import type { Works } from './carry-out'
import { conclude, kindFor, NOT_BEGUN, perform, traceOf } from './carry-out'
import type { Kind } from './kind'
import { kindOf } from './kinds'

/** Longer than any call may take: whoever sends and is silent for so long is gone. In ms. */
export const LEASE = 60_000
/** When an effect that was never seen is believed not to come any more, in ms after sending. */
export const GRACE = 60_000
/** From when on somebody should know that WHMCS does not tell, in ms. */
const ALARM = 15 * 60_000
/** From when on only a person can find out, in ms. */
const GIVE_UP = 24 * 3_600_000
/** Between the two readings that must agree, in ms. */
const SECOND_LOOK = 1500
/** When what was applied is looked for once more, in ms. */
const CHECK_AFTER = 60_000
/** From when on it would say nothing any more: what was applied may have been changed since by whoever may. In ms. */
const CHECK_UNTIL = 7 * GIVE_UP
const AT_ONCE = 200
/** WHMCS's answers to customers come first. */
const TOGETHER = 4

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const NOT_DONE = { code: 'rejected', message: 'not_done' }

function ageOf({ sentAt, createdAt }: Operation, now: Date): number {
  return now.getTime() - (sentAt ?? createdAt).getTime()
}

/** How long after the last look the next one is due, by how long ago it was sent. */
function interval(age: number): number {
  if (age < 60_000) return 0
  if (age < 5 * 60_000) return 60_000
  return age < 3_600_000 ? 5 * 60_000 : 15 * 60_000
}

/** When this process tried last, from when on it tries again, and when it called for help, by operation. */
export type Looks = Map<string, { readonly at: number; readonly next: number; readonly alarmed: number }>
const LOOKS: Looks = new Map()

/** Whose turn it is, the one that has waited longest first: one that always fails does not keep the others waiting. */
function due(operations: readonly Operation[], looks: Looks, now: Date): Operation[] {
  const ids = new Set(operations.map(({ id }) => id))
  for (const id of looks.keys()) if (!ids.has(id)) looks.delete(id)
  const last = ({ id }: Operation) => looks.get(id)?.at ?? 0
  return operations
    .filter(({ id }) => (looks.get(id)?.next ?? 0) <= now.getTime())
    .toSorted((a, b) => last(a) - last(b))
    .slice(0, AT_ONCE)
}

/** Somebody should know what is not proved for so long, once in every such stretch. @returns when that was said last */
function alarm(operation: Operation, last: number, now: Date): number {
  const at = now.getTime()
  if (operation.state !== 'unknown' || ageOf(operation, now) < ALARM || at - last < ALARM) return last
  log('error', 'operation.unproved', { name: operation.kind, ref: referenceOf(operation) })
  return at
}

/** @returns what it is now */
export async function settleOne(works: Works, operation: Operation, now: Date, wait = SECOND_LOOK): Promise<Operation> {
  const age = ageOf(operation, now)
  if (operation.state === 'intent') return settleIntent(works, operation, age)
  if (operation.state === 'sending') return age < LEASE ? operation : conclude(works, operation, 'unknown', null)
  if (operation.state !== 'unknown') return operation
  const kind = kindFor(works, operation)
  const first = await kind.prove(works.whmcs, operation).catch((error: unknown) => {
    // A WHMCS that is silent for a day is one that does not tell, too.
    if (age < GIVE_UP) throw error
    return { kind: 'unclear' } as const
  })
  if (first.kind === 'applied') return conclude(works, operation, 'applied', first.result, true)
  if (first.kind === 'absent' && age >= GRACE) {
    await pause(wait)
    const second = await kind.prove(works.whmcs, operation)
    if (second.kind === 'applied') return conclude(works, operation, 'applied', second.result, true)
    if (second.kind === 'absent') return conclude(works, operation, 'rejected', NOT_DONE, true)
  }
  return age >= GIVE_UP ? conclude(works, operation, 'human', null, true) : operation
}

/** Recorded and not sent. What follows an operation goes on with its proof; otherwise its process died before sending. */
async function settleIntent(works: Works, operation: Operation, age: number): Promise<Operation> {
  const before = operation.follows === null ? null : await findOperation(works.db, operation.follows)
  if (before?.state === 'applied') return (await perform(works, operation)).operation
  const waits = before === null ? age < LEASE : isOpen(before)
  return waits ? operation : conclude(works, operation, 'rejected', NOT_BEGUN, true)
}

/**
 * Looks once more for what was applied: WHMCS's database may have been set back, and a proxy may have repeated the call.
 * What is not there, or is there twice, is for a person.
 */
async function lookAgain(works: Works, operation: Operation, now: Date, wait: number): Promise<void> {
  const kind = kindFor(works, operation)
  let proof = await kind.prove(works.whmcs, operation)
  if (proof.kind === 'absent') {
    await pause(wait)
    proof = await kind.prove(works.whmcs, operation)
  }
  if (proof.kind === 'unclear') return
  const found = proof.kind === 'applied' && (proof.times ?? 1) === 1
  const news = await transact(works.db, async (trx) => {
    const mine = await checkOperation(trx, operation.id, found, now)
    if (mine && !found) await append(trx, { ...traceOf(operation, 'unknown'), details: { contradicted: true } })
    return mine
  })
  if (news && !found) log('error', 'operation.contradicted', { name: operation.kind, ref: referenceOf(operation) })
}

type Options = {
  readonly looks?: Looks
  /** Between the two readings that must agree, in ms. */
  readonly wait?: number
  readonly kinds?: (name: string) => Kind
}

/**
 * Finds out what became of every operation that has no end yet, and looks once more for what was applied a minute ago. Any
 * number of processes may do so at once: reading changes nothing, and what still has to be sent is sent by exactly one.
 */
export async function reconcile(
  db: Db,
  installationOf: (location: LocationId) => Writer,
  now: Date,
  { looks = LOOKS, wait = SECOND_LOOK, kinds = kindOf }: Options = {},
): Promise<void> {
  const at = now.getTime()
  const since = new Date(at - CHECK_UNTIL)
  const waiting = [...(await unconcluded(db)), ...(await unchecked(db, since, new Date(at - CHECK_AFTER)))]
  /** Their WHMCS does not answer in this round. It is not asked about every operation in turn. */
  const silent = new Set<LocationId>()
  await inBatches(due(waiting, looks, now), TOGETHER, async (operation) => {
    const { id, location } = operation
    if (silent.has(location)) return
    const alarmed = alarm(operation, looks.get(id)?.alarmed ?? 0, now)
    looks.set(id, { at, next: at, alarmed })
    try {
      const works = { db, whmcs: installationOf(location), kinds }
      await (operation.state === 'applied' ? lookAgain : settleOne)(works, operation, now, wait)
      looks.set(id, { at, next: at + interval(ageOf(operation, now)), alarmed })
    } catch (error) {
      if (error instanceof WhmcsError && error.failure !== 'malformed') silent.add(location)
      log('warn', 'operation.unread', { name: operation.kind, ref: referenceOf(operation), ...errorFields(error) })
    }
  })
}
