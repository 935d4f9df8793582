import 'server-only'
import type { Addon, Domain, Service } from '@/lib/schemas/service'
import type { Permitted } from '@/server/access/permitted'
import { decide } from '@/server/access/viewer'
import { inBatches } from '@/server/whmcs/batches'
import { getInvoice, listInvoices } from '@/server/whmcs/invoices'
import { listDomains } from '@/server/whmcs/services'

/** What else a cancellation touches, or does not. */
export type Consequences = {
  readonly addons: readonly Pick<Addon, 'id' | 'name'>[]
  /** Of the same name; they stay. */
  readonly domains: readonly Pick<Domain, 'id' | 'name'>[]
  /** Unpaid invoices with the service on them. `shown` is null for somebody who may not see invoices. */
  readonly unpaid: {
    readonly count: number
    readonly shown: readonly { readonly id: number; readonly number: string; readonly balance: string }[] | null
    /** True when there are more unpaid invoices than were looked into. */
    readonly capped: boolean
  }
  /** Paid by a subscription at a bank or gateway, which goes on by itself. */
  readonly automaticPayment: boolean
}

type Viewer = Permitted<'orders'>

/** How many unpaid invoices are looked into. */
const MAX_UNPAID = 25
const AT_ONCE = 5

async function unpaidFor(viewer: Viewer, service: number, addons: readonly Addon[]): Promise<Consequences['unpaid']> {
  const query = { status: 'Unpaid', sort: 'date', descending: true, offset: 0, limit: MAX_UNPAID } as const
  const [{ invoices, total }, rights] = await Promise.all([
    listInvoices(viewer.whmcs, viewer.clientId, query),
    viewer.rights(),
  ])
  const read = await inBatches(invoices, AT_ONCE, ({ id }) => getInvoice(viewer.whmcs, id))
  const own = read.flatMap((found) => (found && found.clientId === viewer.clientId ? found.invoice : []))
  const concerned = own.filter(({ items }) =>
    items.some(({ type, relatedId }) =>
      type === 'Addon' ? addons.some(({ id }) => id === relatedId) : type === 'Hosting' && relatedId === service,
    ),
  )
  return {
    count: concerned.length,
    shown:
      decide(rights, 'invoices') === 'allow'
        ? concerned.map(({ id, number, balance }) => ({ id, number, balance }))
        : null,
    capped: total > invoices.length,
  }
}

export async function consequencesOf(
  viewer: Viewer,
  service: Service,
  addons: readonly Addon[],
): Promise<Consequences> {
  const name = service.domain.toLowerCase()
  const [domains, unpaid] = await Promise.all([
    name === '' ? [] : listDomains(viewer.whmcs, viewer.clientId),
    unpaidFor(viewer, service.id, addons),
  ])
  return {
    addons: addons.filter(({ status }) => status === 'Active' || status === 'Suspended'),
    domains: domains.filter((one) => one.name.toLowerCase() === name && one.status === 'Active'),
    unpaid,
    automaticPayment: service.subscriptionId !== '',
  }
}
