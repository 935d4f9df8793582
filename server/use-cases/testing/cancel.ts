import 'server-only'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { clientId, locationId } from '@/lib/ids'
import type { CancelInput, CancelType } from '@/lib/schemas/cancel'
import type { Sandbox } from '@/sandbox/app'
import { createSandbox } from '@/sandbox/app'
import type { permit as makePermitted } from '@/server/access/permitted'
import { makeViewer } from '@/server/access/viewer'
import { store } from '@/server/store/current'
import { configured } from '@/server/testing/configured'
import type { Writer } from '@/server/whmcs/client'
import { connect } from '@/server/whmcs/client'
import { getCancellation } from '../cancel'

export const MAIN = locationId('main')
/** Of client 1: paid monthly, with neither licence nor request. */
export const SERVICE = 3

/** A day some days from now, in UTC. */
export function day(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}

type Charge = {
  readonly service?: number
  readonly due: string
  readonly amount?: number
  /** Thousandths of a per cent. */
  readonly rate?: number
  readonly paid?: number
  readonly status?: string
  readonly issued?: string
}

function plantInvoice(sandbox: Sandbox, charge: Charge): number {
  const { service = SERVICE, due, amount = 11_610, rate = 19_000, status = 'Paid', issued = due } = charge
  const tax = Math.round((amount * rate) / 100_000)
  const { store: whmcs } = sandbox.world
  const sums = { subtotal: amount, tax, total: amount + tax, taxrate: rate, status, date: issued, duedate: due }
  const id = whmcs.insert('invoices', { userid: 1, datepaid: `${issued} 10:00:00`, paymentmethod: 'stripe', ...sums })
  const line = { type: 'Hosting', relid: service, description: 'Server', amount, taxed: 1, duedate: due }
  whmcs.insert('invoice_items', { invoiceid: id, userid: 1, ...line })
  const amountin = charge.paid ?? amount + tax
  if (amountin > 0) {
    const payment = { userid: 1, gateway: 'stripe', date: `${issued} 10:00:00`, amountin, transid: `t${id}` }
    whmcs.insert('transactions', { ...payment, rate: '1.00000', invoiceid: id })
  }
  return id
}

/** Client 1 of a sandbox, with a store of the portal's own. Only a test has a `permit` to give. */
export function cancellingClient(permit: typeof makePermitted, settings: Readonly<Record<string, string>> = {}) {
  const sandbox = createSandbox({ version: '8.13' })
  let whmcs: Writer
  let close: () => Promise<void>

  beforeAll(async () => {
    const listening = await sandbox.listen(0)
    close = () => listening.close()
    const secrets = { identifier: 'sandbox-identifier', secret: 'sandbox-secret' }
    configured({
      WHMCS_URL: listening.url,
      WHMCS_IDENTIFIER: secrets.identifier,
      WHMCS_SECRET: secrets.secret,
      DATA_DIR: mkdtempSync(join(tmpdir(), 'portal-cancel-')),
      ...settings,
    })
    whmcs = connect({ location: MAIN, url: listening.url, ...secrets })
  })
  afterAll(async () => {
    await (await store()).close()
    globalThis.atriumStore = undefined
    await close()
  })
  async function fresh(): Promise<void> {
    sandbox.reset()
    const { db } = await store()
    for (const table of ['operations', 'operation_locks', 'cancellations', 'cancellation_syncs'] as const) {
      await db.deleteFrom(table).execute()
    }
    sandbox.world.store.update('services', SERVICE, { nextduedate: day(20), regdate: day(-500) })
  }
  beforeEach(fresh)

  const viewer = (client = 1) =>
    permit(
      makeViewer(
        { location: MAIN, person: { kind: 'user', id: 3 }, email: 'owner@example.com', clientId: clientId(client) },
        whmcs,
      ),
      'orders',
    )
  /** What a browser would send after the review of now. */
  async function form(type: CancelType, service = SERVICE): Promise<CancelInput> {
    const { review } = await getCancellation(viewer(), service, type)
    return { service, type, reason: '', details: '', quote: review?.quote ?? '' }
  }
  return {
    sandbox,
    fresh,
    viewer,
    form,
    whmcs: () => whmcs,
    invoice: (charge: Charge) => plantInvoice(sandbox, charge),
    requests: (service = SERVICE) => sandbox.world.store.all('cancel_requests', 'WHERE relid = ?', service),
    credits: () => sandbox.world.store.all('credits', "WHERE clientid = 1 AND description LIKE 'Refund,%'"),
    calls: (action: string) => sandbox.world.store.all('api_calls', 'WHERE action = ?', action),
  }
}
