import 'server-only'
import { z } from 'zod'
import { PortalError } from '@/server/errors'
import { store } from '@/server/store/current'
import type { Operation } from '@/server/store/operations'
import { operationsOf } from '@/server/store/operations'
import type { Kind } from './kind'

/** What was asked before, as the person who asks again was shown it: the id of that operation, or null. */
export const after = z.string().nullable()

const known = z.object({ after })

/** The newest operation of a kind for a target that was sent and not refused. */
export function sentFor(operations: readonly Operation[], kind: string, target: string): Operation | undefined {
  return operations.find(
    (one) => one.kind === kind && one.target === target && one.state !== 'rejected' && one.state !== 'intent',
  )
}

/**
 * For what WHMCS itself would take twice. Only one operation of a target is open at a time, but one that was open while
 * another was being prepared may be over by now: whoever has not seen it does not ask again.
 */
export function askedOnce(kind: Kind): Kind {
  return {
    ...kind,
    async send(whmcs, operation) {
      const { db } = await store()
      const all = await operationsOf(db, operation, [kind.name], operation.target)
      const others = all.filter(({ id }) => id !== operation.id)
      const newest = sentFor(others, kind.name, operation.target)?.id ?? null
      if (newest !== known.parse(operation.details).after) {
        throw new PortalError('rejected', { message: 'asked_already' })
      }
      return kind.send(whmcs, operation)
    },
  }
}
