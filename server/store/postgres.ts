import 'server-only'
import { PostgresAdapter, PostgresDialect, PostgresDriver } from 'kysely'
import type { DatabaseConnection, Dialect } from 'kysely'
import pg from 'pg'
import type { Db } from '@/server/store/db'
import { refuseInsideTransaction } from '@/server/store/transaction'

/** PostgreSQL's type number of `bigint`. */
const INT8 = 20

/**
 * `pg` hands bigint over as text, because it may not fit. Ours are times and counts, which fit, and SQLite gives numbers.
 * @throws RangeError rather than rounding
 */
function parseInt8(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError('a bigint beyond 2^53')
  return value
}

class Driver extends PostgresDriver {
  override acquireConnection(): Promise<DatabaseConnection> {
    refuseInsideTransaction()
    return super.acquireConnection()
  }
}

class Adapter extends PostgresAdapter {
  readonly kind = 'postgres'
}

class PoolDialect extends PostgresDialect {
  readonly #pool: pg.Pool

  constructor(pool: pg.Pool) {
    super({ pool })
    this.#pool = pool
  }

  override createDriver(): Driver {
    return new Driver({ pool: this.#pool })
  }

  override createAdapter(): Adapter {
    return new Adapter()
  }
}

/**
 * No query may hang a page: waiting for a connection, a lock or an answer ends in an error. Times in ms. Migrations run
 * without these, on a connection of their own: waiting long for another instance's migration is right.
 */
const LIMITS = {
  max: 10,
  statement_timeout: 10_000,
  lock_timeout: 5_000,
  idle_in_transaction_session_timeout: 15_000,
  query_timeout: 12_000,
}

/** @throws Error when `url` is not a `postgres://` address. The address itself, which holds a password, is not repeated. */
export function postgresDialect(url: string, purpose: 'serve' | 'migrate'): Dialect {
  if (!/^postgres(?:ql)?:\/\//.test(url)) throw new Error('DATABASE_URL must begin with postgres:// or postgresql://')
  const types = new pg.TypeOverrides()
  types.setTypeParser(INT8, parseInt8)
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'atrium',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    types,
    ...(purpose === 'serve' ? LIMITS : { max: 1 }),
  })
  // A resting connection that breaks (a restart of PostgreSQL) is emitted here, and would end the process if nobody
  // listened. The pool has dropped it already; a query that needs one will make another, or fail by itself.
  pool.on('error', () => undefined)
  return new PoolDialect(pool)
}

/** Which of the two databases this is, for the few statements that differ. Not `instanceof`: see `transact`. */
export function isPostgres(db: Db): boolean {
  const { adapter } = db.getExecutor()
  return 'kind' in adapter && adapter.kind === 'postgres'
}
