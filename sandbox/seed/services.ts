import { NO_DATE, NO_TIME } from '../core/clock.ts'
import type { Row } from '../core/schema.ts'
import type { Planter } from './planter.ts'

type Extra = Partial<Row<'services'>>
/** client, product, domain, status, amount, billing cycle, next due in days (null: none) */
type Plan = [number, number, string, string, number, string, number | null, Extra?]

const options = JSON.stringify([
  { id: 1, option: 'Memory', type: 'dropdown', value: '8 GB' },
  { id: 2, option: 'Extra IP addresses', type: 'quantity', value: '2' },
])

const PLANS: Plan[] = [
  [1, 2, 'example.com', 'Active', 2695, 'Monthly', 27, { subscriptionid: 'sub_C1_0001' }],
  [1, 4, 'vps1.example.com', 'Active', 3510, 'Monthly', 27, { dedicatedip: '198.51.100.4', configoptions: options }],
  [
    1,
    5,
    'db1.example.com',
    'Active',
    11_610,
    'Monthly',
    9,
    { dedicatedip: '198.51.100.5', notes: 'CANARY-C1-SERVICE-NOTES' },
  ],
  [1, 1, 'marker-c1-shop.example.com', 'Active', 13_455, 'Annually', 120],
  [1, 6, 'example.com', 'Active', 4410, 'One Time', null],
  [1, 7, '', 'Active', 891, 'Monthly', 12, { qty: 3 }],
  [1, 1, 'late.example.com', 'Suspended', 1345, 'Monthly', -26, { suspensionreason: 'Overdue on Payment' }],
  [1, 4, 'vps2.example.com', 'Pending', 3510, 'Monthly', 0],
  [1, 1, 'old.example.com', 'Cancelled', 1345, 'Monthly', -200],
  [1, 5, 'db0.example.com', 'Terminated', 11_610, 'Monthly', -480],
  [1, 3, 'reseller.example.com', 'Active', 4495, 'Monthly', 20],
  [1, 1, 'مثال.example', 'Active', 1345, 'Free Account', null],
  [2, 3, 'marker-c2.example.net', 'Active', 4995, 'Monthly', 0],
  [2, 4, 'vps.agency.example.net', 'Active', 3900, 'Monthly', 16],
  [2, 1, 'gone.agency.example.net', 'Cancelled', 1495, 'Monthly', -90],
  [3, 4, 'marker-c3.example.jp', 'Active', 585_000, 'Monthly', 10],
  [3, 1, 'blog.example.jp', 'Active', 224_250, 'Monthly', 3],
  [4, 1, 'plain.example.org', 'Active', 1495, 'Monthly', 20],
  [5, 1, 'twofactor.example.org', 'Active', 1495, 'Monthly', 27],
  [6, 1, 'closed.example.org', 'Terminated', 1495, 'Monthly', -300],
  [7, 5, 'marker-c7.example.org', 'Active', 12_900, 'Monthly', 5],
  [10, 4, 'other.example.org', 'Active', 3900, 'Monthly', 25],
]

function plantService(
  planter: Planter,
  [clientid, pid, domain, status, amount, cycle, due, extra]: Plan,
  place: number,
): void {
  const { store } = planter
  const since = -720 + place * 15
  const orderid = store.insert('orders', {
    ordernum: String(planter.random.int(1_000_000_000, 9_999_999_999)),
    userid: clientid,
    date: planter.time(since),
    amount,
    paymentmethod: 'stripe',
    status: status === 'Pending' ? 'Pending' : 'Active',
    ipaddress: '203.0.113.7',
  })
  store.insert('services', {
    clientid,
    pid,
    orderid,
    qty: 1,
    serverid: pid <= 3 ? 1 : pid === 4 ? 2 : 0,
    regdate: planter.day(status === 'Pending' ? -1 : since),
    domain,
    firstpaymentamount: amount,
    recurringamount: cycle === 'One Time' || cycle === 'Free Account' ? 0 : amount,
    paymentmethod: 'stripe',
    billingcycle: cycle,
    nextduedate: due === null ? NO_DATE : planter.day(due),
    status,
    username: `user${String(place + 1)}`,
    password: `CANARY-C${clientid}-SERVICE-PASSWORD-${place + 1}`,
    disklimit: 10_240,
    diskusage: planter.random.int(10, 9000),
    bwlimit: 100_000,
    bwusage: planter.random.int(10, 90_000),
    lastupdate: status === 'Active' ? planter.time(-1) : NO_TIME,
    configoptions: '[]',
    ...extra,
  })
}

/** client, service, name, amount, status, next due in days */
const ADDONS: [number, number, string, number, string, number][] = [
  [1, 2, 'cPanel Licence', 1500, 'Active', 27],
  [1, 3, 'Hardware RAID', 990, 'Active', 9],
  [1, 1, 'Spam Filter', 290, 'Cancelled', -100],
  [2, 14, 'MARKER-C2-ADDON Monitoring', 500, 'Active', 16],
  [3, 16, 'MARKER-C3-ADDON Backup', 75_000, 'Active', 10],
]

/** client, name, status, expires in days, donotrenew */
const DOMAINS: [number, string, string, number, number][] = [
  [1, 'example.com', 'Active', 20, 0],
  [1, 'example.net', 'Active', 6, 1],
  [1, 'example.org', 'Active', 300, 0],
  [1, 'marker-c1.example', 'Expired', -12, 0],
  [2, 'marker-c2.example', 'Active', 45, 0],
  [3, 'marker-c3.example', 'Active', 90, 0],
]

function plantDomain(
  planter: Planter,
  [userid, domainname, status, expires, donotrenew]: (typeof DOMAINS)[number],
): void {
  planter.store.insert('domains', {
    userid,
    regtype: 'Register',
    domainname,
    registrar: 'enom',
    regperiod: 1,
    firstpaymentamount: 1295,
    recurringamount: 1295,
    paymentmethod: 'stripe',
    regdate: planter.day(expires - 730),
    expirydate: planter.day(expires),
    nextduedate: planter.day(expires - 7),
    status,
    donotrenew,
    notes: `CANARY-C${userid}-DOMAIN-NOTES`,
  })
}

export function plantServices(planter: Planter): void {
  const { store } = planter
  PLANS.forEach((plan, place) => plantService(planter, plan, place))
  store.insert('custom_field_values', { fieldid: 3, relid: 2, value: 'vps1.example.com' })
  for (const [userid, serviceid, name, recurring, status, due] of ADDONS) {
    const next = { nextduedate: planter.day(due), nextinvoicedate: planter.day(due) }
    const bill = { recurring, billingcycle: 'Monthly', paymentmethod: 'stripe', status, regdate: planter.day(-300) }
    store.insert('addons', {
      qty: 1,
      userid,
      serviceid,
      name,
      ...bill,
      ...next,
      notes: `CANARY-C${userid}-ADDON-NOTES`,
    })
  }
  for (const domain of DOMAINS) plantDomain(planter, domain)
  const asked = planter.time(-2)
  const request = { type: 'End of Billing Period', date: asked, created_at: asked, updated_at: asked }
  store.insert('cancel_requests', {
    ...request,
    relid: 11,
    reason: 'We move our resellers elsewhere. MARKER-C1-CANCEL',
  })
  store.insert('cancel_requests', { ...request, relid: 14, type: 'Immediate', reason: 'MARKER-C2-CANCEL' })
}
