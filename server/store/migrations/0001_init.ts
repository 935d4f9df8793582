import 'server-only'
import { sql } from 'kysely'
import { isPostgres } from '@/server/store/postgres'
import type { Trx } from '@/server/store/transaction'

/** Sessions, sign-in challenges, intents, the audit trail, counters, and a row to test writing with. */
export async function up(trx: Trx): Promise<void> {
  await people(trx)
  await intents(trx)
  await audit(trx)
  await (isPostgres(trx) ? auditTriggersPostgres(trx) : auditTriggersSqlite(trx))
  await trx.schema
    .createTable('counters')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('key_hash', 'text', (column) => column.notNull())
    .addColumn('hits', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('counters_key', ['name', 'key_hash'])
    .execute()
  await trx.schema.createIndex('counters_expires_at').on('counters').column('expires_at').execute()
  await trx.schema
    .createTable('heartbeat')
    .addColumn('id', 'bigint', (column) => column.primaryKey().notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
}

async function people(trx: Trx): Promise<void> {
  await trx.schema
    .createTable('sessions')
    .addColumn('id_hash', 'text', (column) => column.primaryKey().notNull())
    .addColumn('location', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('client_id', 'bigint')
    .addColumn('amr', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('authenticated_at', 'bigint', (column) => column.notNull())
    .addColumn('user_agent', 'text', (column) => column.notNull())
    .addColumn('ip', 'text', (column) => column.notNull())
    .addColumn('revoked_at', 'bigint')
    .execute()
  await trx.schema.createIndex('sessions_person').on('sessions').columns(['location', 'person']).execute()
  await trx.schema
    .createTable('challenges')
    .addColumn('id_hash', 'text', (column) => column.primaryKey().notNull())
    .addColumn('location', 'text', (column) => column.notNull())
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('payload', 'text', (column) => column.notNull())
    .addColumn('attempts', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('consumed_at', 'bigint')
    .execute()
}

async function intents(trx: Trx): Promise<void> {
  await trx.schema
    .createTable('intents')
    .addColumn('location', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('intent', 'text', (column) => column.notNull())
    .addColumn('input_hash', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull().check(sql`state in ('open', 'done', 'failed', 'unknown')`))
    .addColumn('result', 'text')
    .addColumn('claimed_at', 'bigint', (column) => column.notNull())
    .addColumn('settled_at', 'bigint')
    .addPrimaryKeyConstraint('intents_key', ['location', 'person', 'action', 'intent'])
    .execute()
  await trx.schema.createIndex('intents_claimed_at').on('intents').column('claimed_at').execute()
}

async function audit(trx: Trx): Promise<void> {
  await trx.schema
    .createTable('audit')
    .addColumn('seq', 'bigint', (column) => column.primaryKey().notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('location', 'text')
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('client', 'bigint')
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('target', 'text')
    .addColumn('details', 'text')
    .addColumn('ref', 'text', (column) => column.notNull())
    .addColumn('ip', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .execute()
  await trx.schema.createIndex('audit_account').on('audit').columns(['location', 'client', 'seq']).execute()
  await trx.schema
    .createTable('audit_head')
    .addColumn('id', 'bigint', (column) => column.primaryKey().notNull())
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .execute()
  await sql`insert into audit_head (id, seq, hash) values (1, 0, ${'0'.repeat(64)})`.execute(trx)
}

/** Against our own mistakes and a careless hand at the SQL prompt; against an owner of the database there is the chain. */
async function auditTriggersSqlite(trx: Trx): Promise<void> {
  const refuse = sql`begin select raise(abort, 'the audit trail is append-only'); end`
  await sql`create trigger audit_no_update before update on audit ${refuse}`.execute(trx)
  await sql`create trigger audit_no_delete before delete on audit ${refuse}`.execute(trx)
  await sql`create trigger audit_head_no_delete before delete on audit_head ${refuse}`.execute(trx)
  await sql`create trigger audit_head_forward before update on audit_head
    when new.id <> old.id or new.seq <> old.seq + 1 ${refuse}`.execute(trx)
}

async function auditTriggersPostgres(trx: Trx): Promise<void> {
  await sql`create function audit_refuse() returns trigger language plpgsql as
    $$ begin raise exception 'the audit trail is append-only'; end $$`.execute(trx)
  const refuse = sql`execute function audit_refuse()`
  await sql`create trigger audit_no_change before update or delete or truncate on audit ${refuse}`.execute(trx)
  await sql`create trigger audit_head_no_delete before delete or truncate on audit_head ${refuse}`.execute(trx)
  await sql`create trigger audit_head_forward before update on audit_head for each row
    when (new.id <> old.id or new.seq <> old.seq + 1) ${refuse}`.execute(trx)
}
