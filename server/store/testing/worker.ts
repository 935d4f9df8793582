import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { locationId } from '@/lib/ids'
import { openStore } from '@/server/store/db'
import { claim, settle } from '@/server/store/intents'
import { MIGRATIONS, migrate } from '@/server/store/migrate'
import type { Migration } from '@/server/store/migrate'
import { createSession } from '@/server/store/sessions'

// Another process, for the tests to race and to kill: `worker.ts open|half|write <databaseUrl or ''> <dataDir> [name]`.
// It prints one line for each thing of which it was told that it is stored.

const [, , mode, databaseUrl, dataDir = '', name = 'worker'] = process.argv
const say = (line: string) => process.stdout.write(`${line}\n`)

// Parents start several of us and want them to begin together.
say('loaded')
await new Promise((resolve) => process.stdin.once('data', resolve))
process.stdin.destroy()

const store = await openStore({ databaseUrl: databaseUrl || undefined, dataDir })
say('open')

const location = locationId('main')
const ip = '192.0.2.1'

async function write(i: number): Promise<void> {
  const key = { location, person: 'user:7', action: 'test', intent: `${name} ${i}` }
  const entry = { at: new Date(), location, actor: 'user:7', client: 12, event: 'test', ref: key.intent, ip }
  await claim(store.db, key, 'hash', { ...entry, outcome: 'attempted' }, new Date())
  say(`claimed ${key.intent}`)
  await settle(store.db, key, 'done', i, { ...entry, outcome: 'done' }, new Date())
  say(`settled ${key.intent}`)
  const person = { kind: 'user', id: 7 } as const
  const who = { location, person, email: 'a@example.com', clientId: null, amr: ['pwd'], userAgent: '', ip }
  say(`session ${(await createSession(store.db, who, new Date())).id}`)
}

if (mode === 'half') {
  const half: Migration = {
    name: '9001_half',
    up: async (trx) => {
      await trx.schema.createTable('half').addColumn('a', 'text').execute()
      say('half')
      await sleep(60_000)
    },
  }
  await migrate(store.db, [...MIGRATIONS, half])
}
if (mode === 'write') {
  for (let i = 0; ; i++) {
    await write(i)
    await sleep(0)
  }
}
await store.close()
