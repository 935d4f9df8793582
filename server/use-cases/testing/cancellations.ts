import 'server-only'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest'
import type { Person } from '@/lib/ids'
import { clientId, locationId } from '@/lib/ids'
import type { Needs } from '@/lib/permissions'
import type { CancellationQuery } from '@/lib/schemas/cancellation-query'
import { createSandbox } from '@/sandbox/app'
import type { Row } from '@/sandbox/core/schema'
import type { Store as World } from '@/sandbox/core/store'
import type { Version } from '@/sandbox/core/version'
import type { permit as makePermitted } from '@/server/access/permitted'
import { makeViewer } from '@/server/access/viewer'
import type { Store } from '@/server/store/db'
import { openStore } from '@/server/store/db'
import { configured } from '@/server/testing/configured'
import type { Writer } from '@/server/whmcs/client'
import { connect } from '@/server/whmcs/client'

export const ALL: CancellationQuery = { type: null, status: null, from: '', to: '', page: 1 }

/** What WHMCS holds, and what its staff or its daily run do meanwhile. */
function staff(world: () => World) {
  return {
    tickets: () => world().all('tickets', 'WHERE subject LIKE ?', '%[AT-%'),
    requests: () => world().all('cancel_requests', 'ORDER BY id'),
    changeService: (id: number, change: Partial<Row<'services'>>) => world().update('services', id, change),
    deleteRequest: (id: number) => world().remove('cancel_requests', 'WHERE id = ?', id),
    closeTicket: (id: number) => world().update('tickets', id, { status: 'Closed' }),
    addRequests(relids: readonly number[], type = 'Immediate', day = '2026-11-01') {
      const stamps = { date: `${day} 08:00:00`, created_at: `${day} 08:00:00`, updated_at: '' }
      for (const relid of relids) world().insert('cancel_requests', { ...stamps, relid, type, reason: '' })
    },
    /** An invoice with one item for a service. @returns its id */
    charge(userid: number, service: number, day: string, status = 'Unpaid') {
      const invoice = world().insert('invoices', {
        userid,
        date: day,
        duedate: day,
        total: 1000,
        subtotal: 1000,
        status,
      })
      const item = { invoiceid: invoice, userid, type: 'Hosting', relid: service, description: 'Service', amount: 1000 }
      world().insert('invoice_items', item)
      return invoice
    },
  }
}

/** Client 1 of a sandbox and a store of its own for each test. Only a test has a `permit` to give. */
export function useCancellations(
  version: Version,
  permit: typeof makePermitted,
  settings: Readonly<Record<string, string>> = {},
) {
  const sandbox = createSandbox({ version })
  const owner: Person = version === '7.10' ? { kind: 'client', id: 1 } : { kind: 'user', id: 3 }
  const location = locationId('main')
  let whmcs: Writer
  let close: () => Promise<void>
  let store: Store
  let folder = ''

  beforeAll(async () => {
    const listening = await sandbox.listen(0)
    close = () => listening.close()
    const address = { location, url: listening.url }
    whmcs = connect({ ...address, identifier: 'sandbox-identifier', secret: 'sandbox-secret' })
  })
  afterAll(async () => close())
  beforeEach(async () => {
    configured({ JIRA_URL: '', JIRA_EMAIL: '', JIRA_API_TOKEN: '', JIRA_PROJECT: '', ...settings })
    sandbox.reset()
    folder = mkdtempSync(join(tmpdir(), 'portal-cancellations-'))
    store = await openStore({ dataDir: folder })
    globalThis.atriumStore = Promise.resolve(store)
  })
  afterEach(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
    vi.unstubAllEnvs()
  })

  const world = () => sandbox.world.store
  return {
    sandbox,
    whmcs: () => whmcs,
    db: () => store.db,
    location,
    /** A viewer afresh, as each request has one. */
    as: <N extends Needs>(needs: N, client = 1, person = owner) =>
      permit(makeViewer({ location, person, email: 'x@example.com', clientId: clientId(client) }, whmcs), needs),
    ...staff(world),
    calls: (action?: string) =>
      world()
        .all('api_calls', 'ORDER BY id')
        .filter((call) => action === undefined || call.action === action),
    forgetCalls: () => world().remove('api_calls', ''),
  }
}
