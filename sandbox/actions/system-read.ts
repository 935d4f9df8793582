import { RELEASE, type Version } from '../core/version.ts'
import { setting } from '../world.ts'
import { action, int, phpInt, refuse, text, type Call } from './action.ts'
import { contains, likeText, page, paging, when, where, type Condition } from './listing.ts'

const getCurrencies = action({
  name: 'GetCurrencies',
  params: {},
  run({ store }) {
    const currency = store.all('currencies', 'ORDER BY id').map((row) => ({
      id: String(row.id),
      code: row.code,
      prefix: row.prefix,
      suffix: row.suffix,
      format: String(row.format),
      rate: row.rate,
    }))
    return { totalresults: String(currency.length), currencies: { currency } }
  },
})

const getPaymentMethods = action({
  name: 'GetPaymentMethods',
  params: {},
  run({ store }) {
    const rows = store.all('gateways', 'ORDER BY id')
    const paymentmethod = rows.map(({ module, displayname }) => ({ module, displayname }))
    return { totalresults: rows.length, paymentmethods: { paymentmethod } }
  },
})

const getConfigurationValue = action({
  name: 'GetConfigurationValue',
  since: '7.0',
  params: { setting: text() },
  run({ store }, params) {
    if (!params.setting) return refuse('Parameter setting is required')
    const value = setting(store, params.setting) ?? refuse('Invalid name for parameter setting')
    return { setting: params.setting, value }
  },
})

const about = (version: Version) => ({
  version: RELEASE[version],
  canonicalversion: `${RELEASE[version]}-release.1`,
})

const ADMIN_PERMISSIONS =
  'Main Homepage,List Clients,List Services,List Domains,Add New Client,Edit Clients Details,Manage Pay Methods,' +
  'View Clients Products/Services,View Clients Domains,List Transactions,List Invoices,Create Invoice,Manage Invoice,' +
  'List Support Tickets,Open New Ticket,View Email Message Log,View Cancellation Requests,API Access,Manage Credits,' +
  'Allow Login as Owner,Generate Due Invoices,View Credit Log,View Activity Log'

const getAdminDetails = action({
  name: 'GetAdminDetails',
  params: {},
  run: ({ version, now }) => ({
    adminid: '1',
    name: 'Site Admin',
    notes: '',
    signature: '',
    allowedpermissions: ADMIN_PERMISSIONS,
    departments: ',1,2,',
    requesttime: now.toISOString().slice(0, 19).replace('T', ' '),
    whmcs: about(version),
  }),
})

const whmcsDetails = action({
  name: 'WhmcsDetails',
  since: '8.0',
  params: {},
  run: ({ version }) => ({ whmcs: about(version) }),
})

/** `21/11/2026` as the installation's format writes it. */
function onDay(date: string | undefined): Condition {
  const parts = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(date ?? '')
  return parts === null ? undefined : ["date LIKE ? || '%'", `${parts[3]}-${parts[2]}-${parts[1]}`]
}

/** Called userid before 8.5; that name still works. */
function ofClient(call: Call, clientid: number | undefined): Condition {
  const old = call.raw['userid']
  return when(clientid ?? (typeof old === 'string' ? phpInt(old) : undefined), 'clientid = ?')
}

const getActivityLog = action({
  name: 'GetActivityLog',
  params: {
    ...paging,
    clientid: int({ since: '8.5' }),
    date: text(),
    user: text(),
    description: text(),
    ipaddress: text(),
  },
  run(call, params) {
    const described = params.description ? likeText(params.description) : undefined
    const filter = where(
      ofClient(call, params.clientid),
      onDay(params.date),
      when(params.user, 'username = ?'),
      when(described, contains('description')),
      when(params.ipaddress, 'ipaddress = ?'),
    )
    const { total, start, rows } = page(call.store, 'activity_log', filter, 'id DESC', params)
    const split = call.is('8.0')
    const entry = rows.map((row) => ({
      id: row.id,
      clientId: split ? row.clientid : undefined,
      userId: split ? row.user_id : undefined,
      adminId: split ? row.admin_id : undefined,
      date: row.date,
      description: row.description,
      username: row.username,
      ipaddress: row.ipaddress,
      userid: row.clientid,
    }))
    return { totalresults: total, startnumber: start, activity: rows.length === 0 ? undefined : { entry } }
  },
})

export const systemRead = [
  getCurrencies,
  getPaymentMethods,
  getConfigurationValue,
  getAdminDetails,
  whmcsDetails,
  getActivityLog,
]
