import { z } from 'zod'
import { timeOf } from '../core/clock.ts'
import type { Row } from '../core/schema.ts'
import { addMonths, cycleMonths } from './cycles.ts'
import type { Acting } from './log.ts'

const NO_DUE_DATE = ['', '0000-00-00']

/** The due date moves once per invoiced period: only a line of the very period that is due moves it. */
function next(item: Row<'invoice_items'>, due: string, months: number | undefined): string | undefined {
  if (NO_DUE_DATE.includes(item.duedate) || item.duedate !== due || months === undefined) return undefined
  return addMonths(due, months)
}

export const upgradeChange = z.object({
  pid: z.number().optional(),
  billingcycle: z.string().optional(),
  recurringamount: z.number().optional(),
  configoptions: z.string().optional(),
})

export function upgradeNow(call: Acting, id: number): void {
  const { store } = call
  const upgrade = store.byId('upgrades', id)
  if (upgrade === undefined || upgrade.status === 'Completed') return
  const { pid, billingcycle, recurringamount, configoptions } = upgradeChange.parse(JSON.parse(upgrade.change || '{}'))
  store.update('services', upgrade.relid, {
    ...(pid === undefined ? {} : { pid }),
    ...(billingcycle === undefined ? {} : { billingcycle }),
    ...(recurringamount === undefined ? {} : { recurringamount }),
    ...(configoptions === undefined ? {} : { configoptions }),
    lastupdate: timeOf(call.now),
  })
  store.update('upgrades', id, { status: 'Completed', paid: 'Y' })
  store.update('orders', upgrade.orderid, { status: 'Active' })
}

/** What the payment of a line brings about. */
export function fulfil(call: Acting, item: Row<'invoice_items'>): void {
  const { store } = call
  if (item.type === 'Upgrade') upgradeNow(call, item.relid)
  if (item.type === 'Hosting') {
    const service = store.byId('services', item.relid)
    const due = service && next(item, service.nextduedate, cycleMonths(service.billingcycle))
    if (due !== undefined) store.update('services', item.relid, { nextduedate: due })
  }
  if (item.type === 'Addon') {
    const addon = store.byId('addons', item.relid)
    const due = addon && next(item, addon.nextduedate, cycleMonths(addon.billingcycle))
    if (due !== undefined) store.update('addons', item.relid, { nextduedate: due, nextinvoicedate: due })
  }
  if (item.type === 'Domain') {
    const domain = store.byId('domains', item.relid)
    const due = domain && next(item, domain.nextduedate, domain.regperiod * 12)
    // GUESS: the registration itself is renewed at the registrar, which the sandbox has not got: expirydate stays.
    if (due !== undefined) store.update('domains', item.relid, { nextduedate: due })
  }
}
