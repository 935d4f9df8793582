import 'server-only'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import BetterSqlite from 'better-sqlite3'
import { CompiledQuery, SqliteAdapter, SqliteDialect, SqliteDriver } from 'kysely'
import type { DatabaseConnection, Dialect } from 'kysely'
import { refuseInsideTransaction } from '@/server/store/transaction'

type File = BetterSqlite.Database

/** How long SQLite itself waits for another process's write lock, in ms. */
const BUSY_TIMEOUT = 5_000
/** How long a query waits for this process's own connection, in ms. Reached only by a deadlock or a stuck transaction. */
const TURN_TIMEOUT = 10_000

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

class Driver extends SqliteDriver {
  readonly #file: File
  readonly #turn = new Turn()

  constructor(file: File) {
    super({ database: file })
    this.#file = file
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    refuseInsideTransaction()
    await this.#turn.take()
    return super.acquireConnection()
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
 * Tries again while SQLite is busy, for at most `patience` ms. For the two moments the busy timeout does not cover: the
 * switch to WAL, which fails at once, and another process's long migration.
 * @throws whatever `attempt` throws, when it is something else or the time is over
 */
export async function whileBusy<T>(attempt: () => T | Promise<T>, patience: number): Promise<T> {
  const end = Date.now() + patience
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (!isBusy(error) || Date.now() >= end) throw error
      await sleep(20 + Math.random() * 60)
    }
  }
}

/** Opens `portal.sqlite` in `dataDir`, making both when they are missing, readable by this user alone. */
export async function sqliteDialect(dataDir: string): Promise<Dialect> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const path = join(dataDir, 'portal.sqlite')
  // SQLite gives its -wal and -shm files the mode of the file itself, and would make that one world-readable.
  closeSync(openSync(path, 'a', 0o600))
  const file = new BetterSqlite(path, { timeout: BUSY_TIMEOUT })
  try {
    const mode = await whileBusy(() => file.pragma('journal_mode = WAL', { simple: true }), 10_000)
    if (mode !== 'wal') throw new Error(`${path} cannot use write-ahead logging: keep it on a local disk`)
    file.pragma('synchronous = FULL')
    file.pragma('foreign_keys = ON')
  } catch (error) {
    file.close()
    throw error
  }
  return new SqliteFileDialect(file)
}
