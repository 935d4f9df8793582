import 'server-only'
import { sql } from 'kysely'
import type { Db } from '@/server/store/db'
import { isPostgres } from '@/server/store/postgres'
import type { Change } from './check'

/** Has the database itself write down every change of an operation's state, in order. */
export async function watch(db: Db): Promise<void> {
  if (isPostgres(db)) {
    await sql`create table watched (seq bigserial, id text, was text, became text)`.execute(db)
    await sql`create function watch() returns trigger language plpgsql as $$ begin
      insert into watched (id, was, became) values (new.id, case tg_op when 'INSERT' then '' else old.state end, new.state);
      return null; end $$`.execute(db)
    await sql`create trigger watch_new after insert on operations for each row execute function watch()`.execute(db)
    await sql`create trigger watch after update of state on operations for each row
      when (old.state <> new.state) execute function watch()`.execute(db)
    return
  }
  await sql`create table watched (seq integer primary key autoincrement, id text, was text, became text)`.execute(db)
  await sql`create trigger watch_new after insert on operations begin
    insert into watched (id, was, became) values (new.id, '', new.state); end`.execute(db)
  await sql`create trigger watch after update of state on operations when old.state <> new.state begin
    insert into watched (id, was, became) values (new.id, old.state, new.state); end`.execute(db)
}

export async function watched(db: Db): Promise<readonly Change[]> {
  const found = await sql<Change>`select id, was as "from", became as "to" from watched order by seq`.execute(db)
  return found.rows
}
