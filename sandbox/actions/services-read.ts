import { z } from 'zod'
import { NO_DATE } from '../core/clock.ts'
import { decimal } from '../core/money.ts'
import type { Row } from '../core/schema.ts'
import type { Answer, Json } from '../wire/answer.ts'
import { action, int, text, type Call } from './action.ts'
import { page, paging, when, where } from './listing.ts'

const configOptions = z.array(z.object({ id: z.number(), option: z.string(), type: z.string(), value: z.string() }))

const gatewayName = (call: Call, module: string) =>
  call.store.first('gateways', 'WHERE module = ?', module)?.displayname ?? ''

/** Nothing found: "" before 8.0, an empty list since (both seen in the wild). */
const rowsUnder = (call: Call, singular: string, rows: Answer[]): Json =>
  rows.length > 0 ? { [singular]: rows } : call.is('8.0') ? [] : ''

/** These answers repeat the filters as they were sent. */
const echo = (call: Call, name: string, otherwise: string | null): string | null => {
  const value = call.raw[name]
  return typeof value === 'string' && value !== '' ? value : otherwise
}

function productFields(call: Call, service: Row<'services'>): Answer[] {
  const fields = call.store.all('custom_fields', "WHERE type = 'product' AND relid = ? ORDER BY id", service.pid)
  return fields.map((field) => ({
    id: String(field.id),
    name: field.fieldname,
    translated_name: field.fieldname,
    value:
      call.store.first('custom_field_values', 'WHERE fieldid = ? AND relid = ?', field.id, service.id)?.value ?? '',
  }))
}

function names(call: Call, service: Row<'services'>): Answer {
  const product = call.store.byId('products', service.pid)
  const group = call.store.byId('product_groups', product?.gid)
  return {
    name: product?.name ?? '',
    translated_name: product?.name ?? '',
    groupname: group?.name ?? '',
    translated_groupname: group?.name ?? '',
  }
}

function product(call: Call, service: Row<'services'>): Answer {
  const server = call.store.byId('servers', service.serverid)
  return {
    id: String(service.id),
    qty: call.is('8.12') ? String(service.qty) : undefined,
    clientid: String(service.clientid),
    orderid: String(service.orderid),
    ordernumber: call.store.byId('orders', service.orderid)?.ordernum,
    pid: String(service.pid),
    regdate: service.regdate,
    ...names(call, service),
    domain: service.domain,
    dedicatedip: service.dedicatedip,
    serverid: String(service.serverid),
    servername: server?.name ?? '',
    serverip: server?.ip ?? '',
    serverhostname: server?.hostname ?? '',
    suspensionreason: service.suspensionreason,
    firstpaymentamount: decimal(service.firstpaymentamount),
    recurringamount: decimal(service.recurringamount),
    paymentmethod: service.paymentmethod,
    paymentmethodname: gatewayName(call, service.paymentmethod),
    billingcycle: service.billingcycle,
    nextduedate: service.nextduedate,
    status: service.status,
    username: service.username,
    password: service.password,
    subscriptionid: service.subscriptionid,
    promoid: String(service.promoid),
    overideautosuspend: service.overideautosuspend,
    overidesuspenduntil: service.overidesuspenduntil || NO_DATE,
    ns1: service.ns1,
    ns2: service.ns2,
    assignedips: service.assignedips,
    notes: service.notes,
    diskusage: String(service.diskusage),
    disklimit: String(service.disklimit),
    bwusage: String(service.bwusage),
    bwlimit: String(service.bwlimit),
    lastupdate: service.lastupdate,
    customfields: { customfield: productFields(call, service) },
    configoptions: {
      configoption: configOptions
        .parse(JSON.parse(service.configoptions || '[]'))
        .map((option) => ({ ...option, id: String(option.id) })),
    },
  }
}

const getClientsProducts = action({
  name: 'GetClientsProducts',
  params: { ...paging, clientid: int(), serviceid: int(), pid: int(), domain: text(), username2: text() },
  run(call, params) {
    const filter = where(
      when(params.clientid, 'clientid = ?'),
      when(params.serviceid, 'id = ?'),
      when(params.pid, 'pid = ?'),
      when(params.domain, 'domain = ?'),
      when(params.username2, 'username = ?'),
    )
    const { total, start, rows } = page(call.store, 'services', filter, 'id', params)
    return {
      clientid: echo(call, 'clientid', null),
      serviceid: echo(call, 'serviceid', null),
      pid: echo(call, 'pid', null),
      domain: echo(call, 'domain', null),
      totalresults: String(total),
      startnumber: start,
      numreturned: rows.length,
      products: rowsUnder(
        call,
        'product',
        rows.map((row) => product(call, row)),
      ),
    }
  },
})

const ids = (text: string | undefined) => (text ?? '').split(',').flatMap((id) => Number.parseInt(id, 10) || [])

const getClientsAddons = action({
  name: 'GetClientsAddons',
  params: { serviceid: text(), clientid: int(), addonid: int() },
  run(call, params) {
    const services = ids(params.serviceid)
    const filter = where(
      services.length === 0 ? undefined : [`serviceid IN (${services.map(() => '?').join(',')})`, ...services],
      when(params.clientid, 'userid = ?'),
      when(params.addonid, 'addonid = ?'),
    )
    const rows = call.store.all('addons', `${filter.sql} ORDER BY id`, ...filter.values).map((addon) => ({
      id: String(addon.id),
      qty: call.is('8.12') ? String(addon.qty) : undefined,
      userid: String(addon.userid),
      orderid: String(addon.orderid),
      serviceid: String(addon.serviceid),
      addonid: String(addon.addonid),
      name: addon.name,
      setupfee: decimal(addon.setupfee),
      recurring: decimal(addon.recurring),
      billingcycle: addon.billingcycle,
      tax: addon.tax,
      status: addon.status,
      regdate: addon.regdate,
      nextduedate: addon.nextduedate,
      nextinvoicedate: addon.nextinvoicedate,
      paymentmethod: addon.paymentmethod,
      paymentmethodname: gatewayName(call, addon.paymentmethod),
      notes: addon.notes,
    }))
    return {
      serviceid: echo(call, 'serviceid', ''),
      clientid: echo(call, 'clientid', ''),
      totalresults: String(rows.length),
      addons: rowsUnder(call, 'addon', rows),
    }
  },
})

const domainRow = (call: Call, domain: Row<'domains'>): Answer => ({
  id: String(domain.id),
  userid: String(domain.userid),
  orderid: String(domain.orderid),
  regtype: domain.regtype,
  domainname: domain.domainname,
  registrar: domain.registrar,
  regperiod: String(domain.regperiod),
  firstpaymentamount: decimal(domain.firstpaymentamount),
  recurringamount: decimal(domain.recurringamount),
  paymentmethod: domain.paymentmethod,
  paymentmethodname: gatewayName(call, domain.paymentmethod),
  regdate: domain.regdate,
  expirydate: domain.expirydate,
  nextduedate: domain.nextduedate,
  status: domain.status,
  subscriptionid: domain.subscriptionid,
  promoid: String(domain.promoid),
  dnsmanagement: String(domain.dnsmanagement),
  emailforwarding: String(domain.emailforwarding),
  idprotection: String(domain.idprotection),
  donotrenew: String(domain.donotrenew),
  notes: domain.notes,
})

const getClientsDomains = action({
  name: 'GetClientsDomains',
  params: { ...paging, clientid: int(), domainid: int(), domain: text() },
  run(call, params) {
    const filter = where(
      when(params.clientid, 'userid = ?'),
      when(params.domainid, 'id = ?'),
      when(params.domain, 'domainname = ?'),
    )
    const { total, start, rows } = page(call.store, 'domains', filter, 'id', params)
    return {
      clientid: echo(call, 'clientid', ''),
      domainid: echo(call, 'domainid', ''),
      totalresults: String(total),
      startnumber: String(start),
      numreturned: String(rows.length),
      domains: rowsUnder(
        call,
        'domain',
        rows.map((row) => domainRow(call, row)),
      ),
    }
  },
})

export const servicesRead = [getClientsProducts, getClientsAddons, getClientsDomains]
