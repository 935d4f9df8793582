import { dateOf, daysFrom, localDate } from '../core/clock.ts'
import type { Row } from '../core/schema.ts'
import type { SqlValue } from '../core/store.ts'
import { addMonths, cycleMonths } from '../effects/cycles.ts'
import { addInvoice, mailInvoice, taxRates, type NewLine } from '../effects/invoicing.ts'
import { setting } from '../world.ts'
import { action, bool, int, list, phpInt, refuse, type Call } from './action.ts'

interface Due {
  client: number
  gateway: string
  duedate: string
  line: NewLine & { type: string; relid: number }
}

/** Which rows: those named, else those whose due date is near. */
interface Pick {
  client: number | undefined
  services: number[] | undefined
  addons: number[] | undefined
  domains: number[] | undefined
}

const BILLED = "status IN ('Active', 'Suspended') AND nextduedate NOT IN ('', '0000-00-00')"

function condition(call: Call, owner: string, pick: Pick, ids: number[] | undefined): [string, ...SqlValue[]] {
  const named = pick.services ?? pick.addons ?? pick.domains
  const horizon = dateOf(daysFrom(call.now, Number(setting(call.store, 'CreateInvoiceDaysBefore') ?? '14')))
  // Rows that are named are invoiced ahead of time, and then nothing else is.
  const which: [string, ...SqlValue[]] =
    named === undefined
      ? ['nextduedate <= ?', horizon]
      : [`id IN (${(ids ?? []).map(() => '?').join(',')})`, ...(ids ?? [])]
  const [sql, ...values] = which
  const mine = pick.client === undefined ? '' : ` AND ${owner} = ${pick.client}`
  return [`WHERE ${BILLED} AND ${sql}${mine} ORDER BY id`, ...values]
}

function period(from: string, months: number): string {
  const last = dateOf(daysFrom(new Date(`${addMonths(from, months)}T00:00:00Z`), -1))
  return `(${localDate(from)} - ${localDate(last)})`
}

function servicesDue(call: Call, pick: Pick): Due[] {
  return call.store.all('services', ...condition(call, 'clientid', pick, pick.services)).flatMap((service) => {
    const months = cycleMonths(service.billingcycle)
    if (months === undefined) return []
    const product = call.store.byId('products', service.pid)?.name ?? ''
    const name = service.domain === '' ? product : `${product} - ${service.domain}`
    const { id, nextduedate: duedate, recurringamount: amount } = service
    const description = `${name} ${period(duedate, months)}`
    const line = { description, amount, taxed: true, type: 'Hosting', relid: id, duedate }
    return [{ client: service.clientid, gateway: service.paymentmethod, duedate, line }]
  })
}

function addonsDue(call: Call, pick: Pick): Due[] {
  return call.store.all('addons', ...condition(call, 'userid', pick, pick.addons)).flatMap((addon) => {
    const months = cycleMonths(addon.billingcycle)
    if (months === undefined) return []
    const { id, nextduedate: duedate, recurring: amount } = addon
    const description = `${addon.name} ${period(duedate, months)}`
    const line = { description, amount, taxed: true, type: 'Addon', relid: id, duedate }
    return [{ client: addon.userid, gateway: addon.paymentmethod, duedate, line }]
  })
}

function domainsDue(call: Call, pick: Pick): Due[] {
  const rows = call.store.all('domains', ...condition(call, 'userid', pick, pick.domains))
  return rows
    .filter((domain) => domain.donotrenew === 0)
    .map((domain) => {
      const { id, nextduedate: duedate, recurringamount: amount } = domain
      const description = `Domain Renewal - ${domain.domainname} - ${domain.regperiod} Year/s ${period(duedate, domain.regperiod * 12)}`
      const line = { description, amount, taxed: true, type: 'Domain', relid: id, duedate }
      return { client: domain.userid, gateway: domain.paymentmethod, duedate, line }
    })
}

/** A period is invoiced once, whatever became of that invoice. */
const notYet = (call: Call, { line }: Due): boolean =>
  call.store.count(
    'invoice_items',
    'WHERE type = ? AND relid = ? AND duedate = ?',
    line.type,
    line.relid,
    line.duedate ?? '',
  ) === 0

/** The client's own switch, or its group's. */
function separate(call: Call, id: number): boolean {
  const client = call.store.byId('clients', id)
  return client?.separateinvoices === 1 || call.store.byId('client_groups', client?.groupid)?.separateinvoices === 'on'
}

/** One invoice per client, due date and gateway; a client that wants it so gets one per line. */
function grouped(call: Call, due: Due[]): Due[][] {
  const groups = new Map<string, Due[]>()
  for (const one of due) {
    const alone = separate(call, one.client) ? `${one.line.type} ${one.line.relid}` : ''
    const key = [one.client, one.duedate, one.gateway, alone].join('|')
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()]
}

function invoiceFor(call: Call, group: Due[]): Row<'invoices'>[] {
  const [first] = group
  const client = call.store.byId('clients', first?.client)
  if (first === undefined || client === undefined || client.status === 'Closed') return []
  const taxed = taxRates(client)[0] > 0
  const lines = group.map(({ line }) => ({ ...line, taxed }))
  return [addInvoice(call, client, { duedate: first.duedate, gateway: first.gateway, lines })]
}

const numbers = (given: string[] | undefined) => given?.map(phpInt)

const genInvoices = action({
  name: 'GenInvoices',
  params: { noemails: bool(), clientid: int(), serviceids: list(), domainids: list(), addonids: list() },
  run(call, given) {
    if (given.clientid && call.store.byId('clients', given.clientid) === undefined) return refuse('Client ID Not Found')
    const pick: Pick = {
      client: given.clientid || undefined,
      services: numbers(given.serviceids),
      addons: numbers(given.addonids),
      domains: numbers(given.domainids),
    }
    const due = [...servicesDue(call, pick), ...addonsDue(call, pick), ...domainsDue(call, pick)]
    const open = due.filter((one) => notYet(call, one))
    // GUESS: automatic use of credit is switched off in this installation: a new invoice is unpaid in full.
    const made = grouped(call, open).flatMap((group) => invoiceFor(call, group))
    if (!given.noemails) for (const { id } of made) mailInvoice(call, id)
    return {
      numcreated: String(made.length),
      latestinvoiceid: pick.client === undefined ? undefined : latest(call, pick.client, made),
    }
  },
})

/** GUESS: when nothing was made for the client, the key is there all the same, with the last invoice there is. */
function latest(call: Call, client: number, made: Row<'invoices'>[]): string {
  const id = made.at(-1)?.id ?? call.store.number('SELECT MAX(id) FROM invoices WHERE userid = ?', client)
  return String(id)
}

export const invoiceGenerate = [genInvoices]
