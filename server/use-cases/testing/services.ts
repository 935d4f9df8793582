import 'server-only'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { clientId, locationId } from '@/lib/ids'
import type { Needs } from '@/lib/permissions'
import { createSandbox } from '@/sandbox/app'
import type { permit as makePermitted } from '@/server/access/permitted'
import { makeViewer } from '@/server/access/viewer'
import { store } from '@/server/store/current'
import { configured } from '@/server/testing/configured'
import type { Writer } from '@/server/whmcs/client'
import { connect } from '@/server/whmcs/client'

const MAIN = locationId('main')
const SECRETS = { identifier: 'sandbox-identifier', secret: 'sandbox-secret' }

/** A sandbox planted afresh for each test, and an empty store. Only a test has a `permit` to give. */
export function useServices(permit: typeof makePermitted, size: 'demo' | 'large' = 'demo') {
  const sandbox = createSandbox({ version: '8.13' })
  const whmcs = () => sandbox.world.store
  let writer: Writer
  let close: () => Promise<void>

  beforeAll(async () => {
    const listening = await sandbox.listen(0)
    close = () => listening.close()
    const address = { WHMCS_URL: listening.url, WHMCS_IDENTIFIER: SECRETS.identifier, WHMCS_SECRET: SECRETS.secret }
    configured({ ...address, DATA_DIR: mkdtempSync(join(tmpdir(), 'portal-services-')) })
    writer = connect({ location: MAIN, url: listening.url, ...SECRETS })
  })
  afterAll(async () => {
    await (await store()).close()
    globalThis.atriumStore = undefined
    await close()
  })
  beforeEach(async () => {
    sandbox.reset({ size })
    const { db } = await store()
    for (const table of ['operation_locks', 'operations', 'invoice_refs', 'service_names'] as const)
      await db.deleteFrom(table).execute()
  })

  const calls = (action: string) => whmcs().all('api_calls', 'WHERE action = ?', action).length
  return {
    sandbox,
    whmcs,
    location: MAIN,
    /** A viewer afresh, as each request has one. */
    viewer: <N extends Needs>(needs: N, client = 1) =>
      permit(
        makeViewer(
          { location: MAIN, person: { kind: 'user', id: 3 }, email: 'x@example.com', clientId: clientId(client) },
          writer,
        ),
        needs,
      ),
    calls,
    /** How many calls some work makes. */
    async cost(work: () => Promise<unknown>) {
      const before = { lists: calls('GetInvoices'), invoices: calls('GetInvoice') }
      await work()
      return { lists: calls('GetInvoices') - before.lists, invoices: calls('GetInvoice') - before.invoices }
    },
    /** An invoice of a client with one item, straight in WHMCS's tables. */
    plant(row: { client?: number; service: number; status?: string; type?: string; day?: string }): number {
      const { client: userid = 1, service: relid, status = 'Paid', type = 'Hosting', day = '2020-01-31' } = row
      const sums = { subtotal: 1000, total: 1000, status, date: day, duedate: day, paymentmethod: 'stripe' }
      const invoiceid = whmcs().insert('invoices', { userid, ...sums })
      whmcs().insert('invoice_items', { invoiceid, userid, type, relid, description: 'Planted', amount: 1000 })
      return invoiceid
    },
  }
}
