import Database from 'better-sqlite3'
import { schemaSql, tables, type Row, type TableName } from './schema.ts'

export type SqlValue = string | number | null

/** Nothing to check at run time: the tables are STRICT, and their types and SQL come from one description. */
function areRows<R>(rows: unknown[]): rows is R[] {
  return Array.isArray(rows)
}

/** A thin typed door to SQLite: rows are typed by `schema.ts`, free SQL by its caller. */
export class Store {
  readonly raw: Database.Database
  readonly #prepared = new Map<string, Database.Statement<unknown[]>>()

  constructor(file = ':memory:') {
    this.raw = new Database(file)
    this.raw.pragma('journal_mode = MEMORY')
    this.raw.pragma('synchronous = OFF')
    this.raw.exec(schemaSql())
  }

  /** Free SQL that answers rows; R must match the columns selected. */
  query<R>(sql: string, ...params: SqlValue[]): R[] {
    const rows = this.#prepare(sql).all(...params)
    return areRows<R>(rows) ? rows : []
  }

  /** The first column of the first row as a number: counts and sums. */
  number(sql: string, ...params: SqlValue[]): number {
    return this.query<{ value: number | null }>(`SELECT (${sql}) AS value`, ...params)[0]?.value ?? 0
  }

  /** `tail` is what follows the table's name: WHERE, ORDER BY, LIMIT. */
  all<T extends TableName>(table: T, tail = '', ...params: SqlValue[]): Row<T>[] {
    return this.query<Row<T>>(`SELECT * FROM "${table}" ${tail}`, ...params)
  }

  first<T extends TableName>(table: T, tail: string, ...params: SqlValue[]): Row<T> | undefined {
    return this.all(table, `${tail} LIMIT 1`, ...params)[0]
  }

  byId<T extends TableName>(table: T, id: number | undefined): Row<T> | undefined {
    return id === undefined ? undefined : this.first(table, 'WHERE id = ?', id)
  }

  count(table: TableName, tail = '', ...params: SqlValue[]): number {
    return this.number(`SELECT COUNT(*) FROM "${table}" ${tail}`, ...params)
  }

  insert<T extends TableName>(table: T, values: Partial<Row<T>>): number {
    const columns = Object.keys(values)
    const names = columns.map((column) => `"${column}"`).join(', ')
    const sql = `INSERT INTO "${table}" (${names}) VALUES (${columns.map(() => '?').join(', ')})`
    return Number(this.#run(sql, Object.values(values)).lastInsertRowid)
  }

  update<T extends TableName>(table: T, id: number, values: Partial<Row<T>>): void {
    const columns = Object.keys(values)
    if (columns.length === 0) return
    const sets = columns.map((column) => `"${column}" = ?`).join(', ')
    this.#run(`UPDATE "${table}" SET ${sets} WHERE id = ?`, [...Object.values(values), id])
  }

  remove(table: TableName, tail: string, ...params: SqlValue[]): number {
    return this.#run(`DELETE FROM "${table}" ${tail}`, params).changes
  }

  /** All or nothing. */
  together<T>(work: () => T): T {
    return this.raw.transaction(work)()
  }

  /** Empties every table and starts the ids at 1 again. */
  wipe(): void {
    this.together(() => {
      for (const table of Object.keys(tables)) this.raw.exec(`DELETE FROM "${table}"`)
      this.raw.exec('DELETE FROM sqlite_sequence')
    })
  }

  close(): void {
    this.raw.close()
  }

  #run(sql: string, params: unknown[]): Database.RunResult {
    return this.#prepare(sql).run(...params)
  }

  #prepare(sql: string): Database.Statement<unknown[]> {
    const known = this.#prepared.get(sql)
    if (known !== undefined) return known
    const statement = this.raw.prepare(sql)
    this.#prepared.set(sql, statement)
    return statement
  }
}
