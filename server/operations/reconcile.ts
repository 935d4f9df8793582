import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { errorFields, log } from '@/server/observability/log'
import type { Db } from '@/server/store/db'
import type { Operation } from '@/server/store/operations'
import { findOperation, referenceOf, unconcluded } from '@/server/store/operations'
import type { LocationId } from '@/lib/ids'
import type { Writer } from '@/server/whmcs/client'
import type { Works } from './carry-out'
import { conclude, NOT_BEGUN, perform } from './carry-out'
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
const AT_ONCE = 200
const NOT_DONE = { code: 'rejected', message: 'not_done' }

/** How long after the last look the next one is due, by how long ago it was sent. */
function interval(age: number): number {
  if (age < 60_000) return 0
  if (age < 5 * 60_000) return 60_000
  return age < 3_600_000 ? 5 * 60_000 : 15 * 60_000
}

const looked = new Map<string, number>()

function isDue(operation: Operation, now: Date): boolean {
  const at = now.getTime()
  const age = at - (operation.sentAt ?? operation.createdAt).getTime()
  const last = looked.get(operation.id)
  if (last !== undefined && at - last < interval(age)) return false
  looked.set(operation.id, at)
  return true
}

/** @returns what it is now */
export async function settleOne(works: Works, operation: Operation, now: Date, wait = SECOND_LOOK): Promise<Operation> {
  const age = now.getTime() - (operation.sentAt ?? operation.createdAt).getTime()
  if (operation.state === 'intent') return settleIntent(works, operation, age)
  if (operation.state === 'sending') return age < LEASE ? operation : conclude(works, operation, 'unknown', null)
  if (operation.state !== 'unknown') return operation
  const kind = (works.kinds ?? kindOf)(operation.kind)
  const first = await kind.prove(works.whmcs, operation)
  if (first.kind === 'applied') return conclude(works, operation, 'applied', first.result, true)
  if (first.kind === 'absent' && age >= GRACE) {
    await pause(wait)
    const second = await kind.prove(works.whmcs, operation)
    if (second.kind === 'applied') return conclude(works, operation, 'applied', second.result, true)
    if (second.kind === 'absent') return conclude(works, operation, 'rejected', NOT_DONE, true)
  }
  if (age >= GIVE_UP) return conclude(works, operation, 'human', null, true)
  if (age >= ALARM) log('error', 'operation.unproved', { name: operation.kind, ref: referenceOf(operation) })
  return operation
}

/** Recorded and not sent. What follows an operation goes on with its proof; otherwise its process died before sending. */
async function settleIntent(works: Works, operation: Operation, age: number): Promise<Operation> {
  const before = operation.follows === null ? null : await findOperation(works.db, operation.follows)
  if (before?.state === 'applied') return (await perform(works, operation)).operation
  const waits = before !== null && before.state !== 'rejected'
  if (waits || (before === null && age < LEASE)) return operation
  return conclude(works, operation, 'rejected', NOT_BEGUN, true)
}

/**
 * Finds out what became of every operation that has no end yet. Any number of processes may do so at once: reading changes
 * nothing, and what still has to be sent is sent by exactly one.
 */
export async function reconcile(db: Db, installationOf: (location: LocationId) => Writer, now: Date): Promise<void> {
  const open = await unconcluded(db, AT_ONCE)
  for (const id of looked.keys()) if (!open.some((one) => one.id === id)) looked.delete(id)
  for (const operation of open.filter((one) => isDue(one, now))) {
    try {
      await settleOne({ db, whmcs: installationOf(operation.location) }, operation, now)
    } catch (error) {
      log('warn', 'operation.unproved', { name: operation.kind, ref: referenceOf(operation), ...errorFields(error) })
    }
  }
}
