import 'server-only'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { agentKey, locationId } from '@/lib/ids'
import { permit } from '@/server/access/permitted'
import { openStore } from '@/server/store/db'
import { grantOfHandle } from '@/server/store/grants'
import { once } from '@/server/submission'
import { changingViewer, detailsUnder } from '@/server/support/write'
import { addContact } from '@/server/use-cases/contacts'
import { connect } from '@/server/whmcs/client'

// A process of the portal in which agents change something, to be killed:
// `support-worker.ts <databaseUrl or ''> <dataDir> <WHMCS> <handle of the visit>`.
// It takes the name of one submission on each line, and answers with it when it has lived to know the end.

const [, , databaseUrl, dataDir = '', url = '', handle = ''] = process.argv
const store = await openStore({ databaseUrl: databaseUrl || undefined, dataDir })
globalThis.atriumStore = Promise.resolve(store)
const location = locationId('main')
const limits = { readMs: 5_000, writeMs: 5_000, queueMs: 5_000 }
const whmcs = connect({ location, url, identifier: 'i', secret: 's', version: '8.13.1' }, { limits })
globalThis.atriumInstallations = new Map([[location, whmcs]])

const input = { firstName: 'Zoë', lastName: '', company: '', address1: '', address2: '', city: 'Köln', state: '' }
const rest = { postcode: '', country: 'DE', phone: '', taxId: '', emails: [] }

/** What the door of an action does, without its form. */
async function change(name: string): Promise<void> {
  const grant = await grantOfHandle(store.db, handle, new Date())
  if (!grant?.writing) throw new Error('no grant')
  const info = { ref: name, ip: '192.0.2.1' }
  const writing = { ...grant, writing: grant.writing }
  const viewer = permit(await changingViewer(writing, 'contact.add', info), 'contacts')
  const actor = agentKey(grant.agent.id)
  const entry = { location, client: grant.client, actor, event: 'contact.add', ...info, details: detailsUnder(writing) }
  const key = { location, person: actor, action: 'contact.add', intent: name }
  await once(store.db, key, {}, entry, z.null(), () =>
    addContact(viewer, { ...input, ...rest, email: `${name}@example.net` }),
  )
}

const say = (line: string) => process.stdout.write(`${line}\n`)
say('ready')
for await (const name of createInterface({ input: process.stdin })) {
  void change(name).then(
    () => say(name),
    () => say(name),
  )
}
await store.close()
