import 'server-only'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { LocationId } from '@/lib/ids'
import { clientId, locationId } from '@/lib/ids'
import { openStore } from '@/server/store/db'
import type { Writer } from '@/server/whmcs/client'
import { connect } from '@/server/whmcs/client'
import { reconcile } from '../reconcile'
import { askSchema, submit, tagged } from './people'
import { refusedOf, saidOf } from './said'

// A process of the portal, to be killed: `worker.ts <databaseUrl or ''> <dataDir> <WHMCS> <ms that its clock is ahead>
// <ms that it waits for an answer>`.
// It takes one order on each line and answers on one, when it has lived to do so.

export const orderSchema = z.object({ id: z.number(), location: z.string().optional(), ask: askSchema.optional() })
export type Order = z.output<typeof orderSchema>

const [, , databaseUrl, dataDir = '', base = '', ahead = '0', patience = '400'] = process.argv
const RealDate = Date
const now = () => RealDate.now() + Number(ahead)
const Ahead = class extends RealDate {
  constructor(...args: readonly (number | string | Date)[]) {
    const [value = now()] = args
    super(value)
  }
  static override now(): number {
    return now()
  }
}
Object.assign(globalThis, { Date: Ahead })

const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)
const store = await openStore({ databaseUrl: databaseUrl || undefined, dataDir })
globalThis.atriumStore = Promise.resolve(store)

const connections = new Map<LocationId, Writer>()
/** Each schedule is an installation of its own. */
function installationOf(location: LocationId): Writer {
  const known = connections.get(location)
  if (known) return known
  const connection = { location, url: `${base}/${location}`, identifier: 'i', secret: 's', version: '8.13.1' }
  const made = connect(connection, { limits: { readMs: Number(patience), writeMs: Number(patience) } })
  connections.set(location, made)
  return made
}

async function carryOut({ location = '', ask }: Order): Promise<object> {
  if (!ask) {
    await reconcile(store.db, installationOf, new Date(), { kinds: tagged, wait: 10 })
    return { kind: 'nothing' }
  }
  const where = { location: locationId(location), client: clientId(ask.client) }
  const works = { db: store.db, whmcs: installationOf(where.location), kinds: tagged }
  return submit(works, where, ask).then(saidOf, refusedOf)
}

say({ id: 0 })
for await (const line of createInterface({ input: process.stdin })) {
  const order = orderSchema.parse(JSON.parse(line))
  void carryOut(order).then((said) => say({ id: order.id, said }))
}
await store.close()
