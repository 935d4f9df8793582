import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Transaction } from 'kysely'
import type { Database, Db } from '@/server/store/db'

export type Trx = Transaction<Database>

/** Not `instanceof`: a bundler may carry Kysely twice, and then the class of one is unknown to the other. */
function isTransaction(db: Db): db is Trx {
  return db.isTransaction
}

declare global {
  var atriumTransaction: AsyncLocalStorage<{ open: boolean }> | undefined
}

/** On globalThis, because Next loads this module once for each of its bundles, and they share one store. */
const scope = (globalThis.atriumTransaction ??= new AsyncLocalStorage())

/**
 * Runs `work` in one transaction, or joins the transaction when `db` already is one. What `work` throws rolls everything
 * back and is thrown on. Inside, only `trx` is used, and nothing but SQL is waited for: SQLite has one writer, and a call
 * to WHMCS in here would hold up everybody else.
 */
export function transact<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  if (isTransaction(db)) return work(db)
  return db.transaction().execute((trx) => {
    const state = { open: true }
    // Closed afterwards: whatever `work` started and left running must not be taken for a part of the transaction.
    return scope.run(state, () => work(trx).finally(() => (state.open = false)))
  })
}

/**
 * On SQLite, `db` inside a transaction waits for the connection that the transaction holds, for ever. On PostgreSQL it
 * silently runs outside the transaction. Both drivers ask here first, so the mistake is an error at once on either.
 * @throws Error when the caller stands inside `transact`
 */
export function refuseInsideTransaction(): void {
  if (scope.getStore()?.open) throw new Error('inside a transaction only trx may be used, not db')
}
