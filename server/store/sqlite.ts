import 'server-only'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import BetterSqlite from 'better-sqlite3'
import { CompiledQuery, SqliteAdapter, SqliteDialect, SqliteDriver } from 'kysely'
import type { DatabaseConnection, Dialect, QueryResult, SqliteDatabase, SqliteStatement } from 'kysely'
import { refuseInsideTransaction } from '@/server/store/transaction'

type File = BetterSqlite.Database

/** How long a statement waits for another process's write lock, in ms. */
const BUSY_TIMEOUT = 5_000
/**
 * How much of that SQLite itself waits, in ms. Its waiting stops the whole process, every other request with it, and if
 * the lock is held by a second connection of this very process, nobody is left to release it. The rest is waited here.
 */
const BLOCKING_TIMEOUT = 20
/** How long a query waits for this process's own connection, in ms. Reached only by a deadlock or a stuck transaction. */
const TURN_TIMEOUT = 10_000
/** Statements with lists differ with the length of the list: they must not be kept without end. */
const MOST_STATEMENTS = 500

/** One connection, so one user at a time. Kysely's own mutex would wait without end. */
class Turn {
  #taken = false
  readonly #waiting: (() => void)[] = []

  take(): Promise<void> {
    if (!this.#taken) {
      this.#taken = true
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      const mine = () => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(mine), 1)
        reject(new Error(`waited ${TURN_TIMEOUT} ms for the SQLite connection: is db used inside a transaction?`))
      }, TURN_TIMEOUT)
      this.#waiting.push(mine)
    })
  }

  pass(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#taken = false
  }
}

/** A connection that waits for other processes without stopping this one. */
class PatientConnection implements DatabaseConnection {
  readonly #file: File
  readonly #inner: DatabaseConnection

  constructor(file: File, inner: DatabaseConnection) {
    this.#file = file
    this.#inner = inner
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    // A transaction has its lock from `begin immediate` on. Outside one, a statement that was refused did nothing.
    if (this.#file.inTransaction) return this.#inner.executeQuery(query)
    return whileBusy(() => this.#inner.executeQuery(query), BUSY_TIMEOUT)
  }

  streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    return this.#inner.streamQuery(query, chunkSize)
  }
}

/** Compiling a statement costs more than running it. Kysely would compile each one again for each query. */
function remembering(file: File): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>()
  return {
    close: () => file.close(),
    prepare: (sql) => {
      const known = statements.get(sql)
      if (known) return known
      const statement = file.prepare<unknown[]>(sql)
      if (statements.size < MOST_STATEMENTS) statements.set(sql, statement)
      return statement
    },
  }
}

class Driver extends SqliteDriver {
  readonly #file: File
  readonly #turn = new Turn()
  #connection: DatabaseConnection | undefined

  constructor(file: File) {
    super({ database: remembering(file) })
    this.#file = file
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    refuseInsideTransaction()
    await this.#turn.take()
    this.#connection ??= new PatientConnection(this.#file, await super.acquireConnection())
    return this.#connection
  }

  override async releaseConnection(): Promise<void> {
    this.#turn.pass()
  }

  /** A plain `begin` that reads before it writes fails with SQLITE_BUSY under two processes, whatever the timeout. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  /** A full disk makes SQLite roll back by itself; a second rollback would hide the first error behind its own. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#file.inTransaction) await super.rollbackTransaction(connection)
  }
}

class Adapter extends SqliteAdapter {
  /** Not true, but it leaves the queueing to `Turn`, which knows a deadlock when it sees one. */
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

class SqliteFileDialect extends SqliteDialect {
  readonly #file: File

  constructor(file: File) {
    super({ database: file })
    this.#file = file
  }

  override createDriver(): Driver {
    return new Driver(this.#file)
  }

  override createAdapter(): Adapter {
    return new Adapter()
  }
}

/** True for SQLite's "another process has it", which goes away by waiting. */
export function isBusy(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && code.startsWith('SQLITE_BUSY')
}

/**
 * Tries again while SQLite is busy, for at most `patience` ms. `attempt` must do nothing when it is refused.
 * @throws whatever `attempt` throws, when it is something else or the time is over
 */
export async function whileBusy<T>(attempt: () => T | Promise<T>, patience: number): Promise<T> {
  const end = Date.now() + patience
  for (let pause = 2; ; pause = Math.min(pause * 2, 50)) {
    try {
      return await attempt()
    } catch (error) {
      if (!isBusy(error) || Date.now() >= end) throw error
      await sleep(pause * (0.5 + Math.random()))
    }
  }
}

/** Opens `portal.sqlite` in `dataDir`, making both when they are missing, readable by this user alone. */
export async function sqliteDialect(dataDir: string): Promise<Dialect> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const path = join(dataDir, 'portal.sqlite')
  // SQLite gives its -wal and -shm files the mode of the file itself, and would make that one world-readable.
  closeSync(openSync(path, 'a', 0o600))
  const file = new BetterSqlite(path, { timeout: BLOCKING_TIMEOUT })
  try {
    // Of several processes that open a new file at once, all but one are refused here.
    const mode = await whileBusy(() => file.pragma('journal_mode = WAL', { simple: true }), BUSY_TIMEOUT)
    if (mode !== 'wal') throw new Error(`${path} cannot use write-ahead logging: keep it on a local disk`)
    file.pragma('synchronous = FULL')
    file.pragma('foreign_keys = ON')
  } catch (error) {
    file.close()
    throw error
  }
  return new SqliteFileDialect(file)
}
