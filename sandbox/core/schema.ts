import { billing } from './tables-billing.ts'
import { desk } from './tables-desk.ts'
import { people } from './tables-people.ts'
import { web } from './tables-web.ts'

// The whole state. One description makes both the SQL and the row types.
// `cents` is money in whole cents, `rate` a tax rate in thousandths of a percent, `json` a JSON text;
// a trailing `?` may be null, everything else starts as 0 or ''.

export const tables = { ...people, ...billing, ...desk, ...web } as const

type Tables = typeof tables
export type TableName = keyof Tables
type Cell<Kind> = Kind extends 'text' | 'json'
  ? string
  : Kind extends 'text?'
    ? string | null
    : Kind extends 'int?'
      ? number | null
      : number
export type Row<T extends TableName> = { -readonly [Column in keyof Tables[T]]: Cell<Tables[T][Column]> }

const INDEXES = [
  'clients(email)',
  'users(email)',
  'user_clients(user_id)',
  'user_clients(client_id)',
  'contacts(userid)',
  'invoices(userid, duedate)',
  'invoices(userid, date)',
  'invoices(userid, status, total)',
  'invoices(status)',
  'invoice_items(invoiceid)',
  'invoice_items(relid)',
  'transactions(userid, amountin, amountout, fees)',
  'transactions(invoiceid)',
  'transactions(transid)',
  'credits(clientid)',
  'services(clientid)',
  'addons(userid)',
  'addons(serviceid)',
  'domains(userid)',
  'emails(userid)',
  'tickets(userid)',
  'ticket_replies(tid)',
  'attachments(type, relid)',
  'cancel_requests(relid)',
  'pay_methods(clientid)',
  'custom_field_values(fieldid, relid)',
  'configuration(setting)',
  'activity_log(clientid)',
  'sso_tokens(token)',
  'web_sessions(sid)',
  'oauth_codes(code)',
  'oauth_tokens(token)',
  'api_sessions(uid)',
]

/** MySQL, under WHMCS, compares text without regard to case: so does NOCASE here. */
function columnSql(kind: string): string {
  if (kind === 'id') return 'INTEGER PRIMARY KEY AUTOINCREMENT'
  if (kind === 'text?') return 'TEXT COLLATE NOCASE'
  if (kind === 'int?') return 'INTEGER'
  if (kind === 'text' || kind === 'json') return "TEXT COLLATE NOCASE NOT NULL DEFAULT ''"
  return 'INTEGER NOT NULL DEFAULT 0'
}

export function schemaSql(): string {
  const created = Object.entries(tables).map(([table, columns]) => {
    const list = Object.entries(columns).map(([column, kind]) => `"${column}" ${columnSql(kind)}`)
    return `CREATE TABLE IF NOT EXISTS "${table}" (${list.join(', ')}) STRICT;`
  })
  const indexed = INDEXES.map((index) => {
    const name = index.replaceAll(/[^a-z]+/g, '_')
    return `CREATE INDEX IF NOT EXISTS "by_${name}" ON ${index};`
  })
  return [...created, ...indexed].join('\n')
}
