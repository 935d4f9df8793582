import 'server-only'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Person } from '@/lib/ids'
import { clientId, locationId } from '@/lib/ids'
import { createSandbox } from '@/sandbox/app'
import type { Row } from '@/sandbox/core/schema'
import type { permit as makePermitted } from '@/server/access/permitted'
import { makeViewer } from '@/server/access/viewer'
import { settleOne } from '@/server/operations/reconcile'
import { store } from '@/server/store/current'
import { unconcluded } from '@/server/store/operations'
import { configured } from '@/server/testing/configured'
import type { Writer } from '@/server/whmcs/client'
import { connect } from '@/server/whmcs/client'

export const MAIN = locationId('main')
const OWNER: Person = { kind: 'user', id: 3 }
const SECRETS = { identifier: 'sandbox-identifier', secret: 'sandbox-secret' }

/** Of client 1, unpaid: the oldest due; one that is paid in part; two small ones. */
export const OLDEST = 36
export const PART = 38
export const SMALL = 44
export const OTHER = 51
/** Of client 2. */
export const FOREIGN = 40

/** Client 1 of a sandbox, its invoices, and a store of the portal's own. Only a test has a `permit` to give. */
export function payingClient(permit: typeof makePermitted) {
  const sandbox = createSandbox({ version: '8.13' })
  const world = () => sandbox.world.store
  let whmcs: Writer
  let close: () => Promise<void>

  beforeAll(async () => {
    const listening = await sandbox.listen(0)
    close = () => listening.close()
    configured({
      WHMCS_URL: listening.url,
      WHMCS_IDENTIFIER: SECRETS.identifier,
      WHMCS_SECRET: SECRETS.secret,
      DATA_DIR: mkdtempSync(join(tmpdir(), 'portal-pay-')),
    })
    whmcs = connect({ location: MAIN, url: listening.url, ...SECRETS })
  })
  afterAll(async () => {
    await (await store()).close()
    globalThis.atriumStore = undefined
    await close()
  })
  beforeEach(async () => {
    sandbox.reset()
    const { db } = await store()
    for (const table of ['operations', 'operation_locks'] as const) await db.deleteFrom(table).execute()
  })

  return {
    sandbox,
    world,
    whmcs: () => whmcs,
    /** A viewer afresh, as each request has one. */
    viewer: (client = 1, person = OWNER) =>
      permit(
        makeViewer({ location: MAIN, person, email: 'x@example.com', clientId: clientId(client) }, whmcs),
        'invoices',
      ),
    invoice: (id: number): Row<'invoices'> | undefined => world().byId('invoices', id),
    hold: (credit: number, client = 1) => world().update('clients', client, { credit }),
    held: () => world().byId('clients', 1)?.credit ?? 0,
    /** What was paid from credit, by invoice, in hundredths. */
    applied: () =>
      world()
        .all('credits', "WHERE clientid = 1 AND description LIKE 'Credit Applied to Invoice #%' ORDER BY id")
        .filter(({ date }) => date.slice(0, 10) === new Date().toISOString().slice(0, 10))
        .map(({ description, amount }) => [Number(/#(\d+)/.exec(description)?.[1]), -amount]),
    combined: () => world().all('invoice_items', "WHERE type = 'Invoice' ORDER BY relid"),
    calls: (action: string) => world().all('api_calls', 'WHERE action = ?', action).length,
    /** The reconciler, so many ms later. */
    async settled(later = 3_600_000) {
      const { db } = await store()
      for (const one of await unconcluded(db, 20)) {
        await settleOne({ db, whmcs }, one, new Date(Date.now() + later), 0)
      }
    },
  }
}
