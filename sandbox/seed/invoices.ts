import { localDate } from '../core/clock.ts'
import { addCredit, addInvoice, type InvoicePlan, type Line } from './invoicing.ts'
import type { Planter } from './planter.ts'

const VAT: [number, number] = [19_000, 0]

const monthly = (planter: Planter, days: number): Line[] => [
  {
    description: `Business - example.com (${localDate(planter.day(days))} - ${localDate(planter.day(days + 29))})`,
    amount: 2695,
    type: 'Hosting',
    relid: 1,
  },
  {
    description: `VPS M - vps1.example.com (${localDate(planter.day(days))} - ${localDate(planter.day(days + 29))})`,
    amount: 3510,
    type: 'Hosting',
    relid: 2,
  },
]

/** Twenty-two months of one customer's bills; some of them paid from the credit balance. */
function months(planter: Planter): InvoicePlan[] {
  return Array.from({ length: 22 }, (_, month): InvoicePlan => {
    const issued = -705 + month * 30
    const gateway = month % 7 === 3 ? 'banktransfer' : month % 5 === 4 ? 'paypalcheckout' : 'stripe'
    const credit = month === 6 ? ('all' as const) : month === 12 ? 2000 : 0
    return {
      client: 1,
      issued,
      due: issued + 14,
      lines: monthly(planter, issued),
      status: 'Paid',
      rates: VAT,
      gateway,
      credit,
    }
  })
}

const sixty: Line[] = Array.from({ length: 60 }, (_, line) => ({
  description: `Traffic overage, server ${line + 1}, ${(line + 1) * 12} GB`,
  amount: 101 + line * 7,
  type: 'Item',
}))

const one = (description: string, amount: number): Line[] => [{ description, amount, type: 'Item' }]
const base = { client: 1, rates: VAT }

/** One of each kind that a page must be able to show. */
function settled(): InvoicePlan[] {
  return [
    {
      ...base,
      issued: -690,
      due: -690,
      lines: [{ description: 'Add Funds', amount: 25_000, type: 'AddFunds', untaxed: true }],
      status: 'Paid',
    },
    {
      ...base,
      issued: -620,
      due: -606,
      lines: one('Migration help', 9000),
      status: 'Refunded',
      gateway: 'paypalcheckout',
    },
    { ...base, issued: -500, due: -486, lines: one('Old dedicated server', 12_900), status: 'Collections' },
    { ...base, issued: -410, due: -396, lines: one('Ordered by mistake', 4900), status: 'Cancelled' },
    { ...base, issued: -333, due: -319, lines: sixty, status: 'Paid' },
    {
      ...base,
      issued: -200,
      due: -186,
      lines: one('Consulting\n  - two hours on site\n  - report in writing\nMARKER-C1-ITEM', 24_000),
      status: 'Paid',
      gateway: 'banktransfer',
    },
    {
      ...base,
      issued: -150,
      due: -136,
      lines: one('Canadian web shop, two taxes', 10_333),
      status: 'Paid',
      rates: [5000, 9975],
    },
    { ...base, issued: -120, due: -106, lines: one('<script>alert(1)</script> & "quotes"', 1234), status: 'Paid' },
    { ...base, issued: -100, due: -86, lines: one('استضافة المواقع – خطة الأعمال (١٢ شهرًا)', 8800), status: 'Paid' },
  ]
}

function open(planter: Planter): InvoicePlan[] {
  return [
    {
      ...base,
      issued: -60,
      due: -46,
      lines: one('Managed Backup, overdue', 5900),
      status: 'Unpaid',
      notes: 'MARKER-C1-INVOICE-NOTE',
    },
    {
      ...base,
      issued: -40,
      due: -26,
      lines: one('Dedicated Server XL, setup', 19_900),
      status: 'Unpaid',
      part: 10_000,
    },
    { ...base, issued: -20, due: -6, lines: monthly(planter, -20), status: 'Payment Pending', gateway: 'banktransfer' },
    { ...base, issued: -18, due: -4, lines: one('Additional IP addresses', 1190), status: 'Unpaid' },
    { ...base, issued: -3, due: 11, lines: monthly(planter, -3), status: 'Unpaid' },
    { ...base, issued: -1, due: 13, lines: one('SSL Certificate', 4410), status: 'Unpaid', gateway: 'paypalcheckout' },
    { ...base, issued: 0, due: 14, lines: one('Not yet published', 50_000), status: 'Draft' },
  ]
}

function others(): InvoicePlan[] {
  const plan = (client: number, issued: number, status: string, amount: number, text: string): InvoicePlan => ({
    client,
    issued,
    due: issued + 14,
    status,
    lines: [{ description: text, amount, type: 'Item' }],
  })
  return [
    plan(2, -90, 'Paid', 129_995, 'MARKER-C2-ITEM design retainer'),
    plan(2, -45, 'Paid', 4995, 'MARKER-C2-ITEM reseller plan'),
    plan(2, -30, 'Unpaid', 4995, 'MARKER-C2-ITEM reseller plan'),
    plan(2, -2, 'Unpaid', 7999, 'MARKER-C2-ITEM traffic'),
    plan(2, 0, 'Draft', 100, 'MARKER-C2-ITEM draft'),
    plan(3, -80, 'Paid', 1_250_000, 'MARKER-C3-ITEM サーバー利用料'),
    plan(3, -20, 'Unpaid', 980_000, 'MARKER-C3-ITEM サーバー利用料'),
    plan(3, -1, 'Unpaid', 45_000, 'MARKER-C3-ITEM ドメイン'),
    plan(4, -10, 'Unpaid', 1495, 'Starter'),
    plan(5, -33, 'Paid', 1495, 'Starter'),
    plan(5, -3, 'Unpaid', 1495, 'Starter'),
    plan(6, -300, 'Cancelled', 1495, 'Starter'),
    plan(7, -25, 'Unpaid', 77_777, 'MARKER-C7-ITEM belongs to the neighbour'),
    plan(8, -400, 'Paid', 1495, 'Starter'),
    plan(9, -12, 'Unpaid', 2995, 'استضافة'),
    plan(10, -5, 'Unpaid', 3900, 'VPS M'),
  ]
}

export function plantInvoices(planter: Planter): void {
  addCredit(planter, 1, -690, 'Add Funds', 25_000)
  // Ids follow the order of issue, as they would have been given.
  const plans = [...months(planter), ...settled(), ...open(planter), ...others()].sort((a, b) => a.issued - b.issued)
  for (const plan of plans) addInvoice(planter, plan)
  addCredit(planter, 1, -30, 'Goodwill for the outage, MARKER-C1-CREDIT', 5050)
  addCredit(planter, 2, -60, 'Referral bonus, MARKER-C2-CREDIT', 1000)
}
