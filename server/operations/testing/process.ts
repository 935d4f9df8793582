import 'server-only'
import type Database from 'better-sqlite3'
import type { DatabaseConnection, Driver, QueryResult } from 'kysely'
import { CompiledQuery, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { Database as Tables, Db } from '@/server/store/db'
import { refuseInsideTransaction } from '@/server/store/transaction'
import type { Looks } from '../reconcile'
import type { VirtualTime } from './virtual-time'

type Prepared = Database.Statement<unknown[], never>

/** One database for all simulated processes. One at a time has the connection, as with a file and its write lock. */
export class SharedDatabase {
  readonly file: Database.Database
  readonly #prepared = new Map<string, Prepared>()
  #busy: Promise<void> = Promise.resolve()

  constructor(file: Database.Database) {
    this.file = file
  }

  async take(): Promise<() => void> {
    const before = this.#busy
    let release = (): void => undefined
    this.#busy = new Promise((resolve) => (release = resolve))
    await before
    return release
  }

  all<R>(sql: string): readonly R[] {
    return this.run<R>(CompiledQuery.raw(sql)).rows
  }

  run<R>({ sql, parameters }: CompiledQuery): QueryResult<R> {
    let statement = this.#prepared.get(sql)
    if (!statement) {
      statement = this.file.prepare<unknown[], never>(sql)
      this.#prepared.set(sql, statement)
    }
    if (statement.reader) return { rows: statement.all(...parameters) }
    const { changes } = statement.run(...parameters)
    return { numAffectedRows: BigInt(changes), rows: [] }
  }
}

class Adapter extends SqliteAdapter {
  /** `SharedDatabase` does the queueing, as `Turn` does for a file. */
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

/**
 * A simulated process of the portal. At every boundary (whatever it asks of the store or of WHMCS) it may die, and then
 * nothing of it ever goes on; or be held up, and go on later as if nothing had been.
 */
export class Process {
  readonly db: Db
  readonly looks: Looks = new Map()
  alive = true
  /** How many boundaries it has left; null for all there are. */
  fuse: number | null = null
  /** How many boundaries (of a write alone, with `write`) until it is held up, and for how many ms. */
  stall: { left: number; readonly write: boolean; readonly ms: number } | null = null
  /** The store refuses everything: a full disk. */
  full = false
  readonly #time: VirtualTime
  #until = 0

  constructor(database: SharedDatabase, time: VirtualTime) {
    this.#time = time
    this.db = new Kysely<Tables>({
      dialect: {
        createAdapter: () => new Adapter(),
        createDriver: () => new SharedDriver(database, this),
        createIntrospector: (db) => new SqliteIntrospector(db),
        createQueryCompiler: () => new SqliteQueryCompiler(),
      },
    })
  }

  async boundary(write = false): Promise<void> {
    if (this.fuse !== null && (this.fuse -= 1) < 0) this.alive = false
    if (this.stall && (write || !this.stall.write) && (this.stall.left -= 1) < 0) {
      this.#until = this.#time.now + this.stall.ms
      this.stall = null
    }
    while (this.alive && this.#time.now < this.#until) await this.#time.sleep(this.#until - this.#time.now)
    if (!this.alive) await new Promise(() => undefined)
  }
}

class SharedConnection implements DatabaseConnection {
  readonly #database: SharedDatabase
  readonly release: () => void

  constructor(database: SharedDatabase, release: () => void) {
    this.#database = database
    this.release = release
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.#database.run(query)
  }

  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('nothing is streamed')
  }
}

class SharedDriver implements Driver {
  readonly #database: SharedDatabase
  readonly #process: Process

  constructor(database: SharedDatabase, process: Process) {
    this.#database = database
    this.#process = process
  }

  async init(): Promise<void> {}

  /** A transaction is one step: whoever dies inside it has not begun it. */
  async acquireConnection(): Promise<SharedConnection> {
    refuseInsideTransaction()
    await this.#process.boundary()
    const release = await this.#database.take()
    if (!this.#process.full) return new SharedConnection(this.#database, release)
    release()
    throw new Error('database or disk is full')
  }

  async releaseConnection(connection: SharedConnection): Promise<void> {
    connection.release()
  }

  async beginTransaction(): Promise<void> {
    this.#database.file.exec('begin immediate')
  }

  async commitTransaction(): Promise<void> {
    this.#database.file.exec('commit')
  }

  async rollbackTransaction(): Promise<void> {
    if (this.#database.file.inTransaction) this.#database.file.exec('rollback')
  }

  async destroy(): Promise<void> {}
}
