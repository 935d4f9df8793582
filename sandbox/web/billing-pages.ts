import { html } from 'hono/html'
import { balanceOf } from '../actions/invoices-read.ts'
import { cents, currencyOf, moneyFor } from '../core/money.ts'
import { addInvoice, gatewayFor, type NewInvoice, type NewLine } from '../effects/invoicing.ts'
import { numberOf } from '../effects/ledger.ts'
import { setting, type World } from '../world.ts'
import { field } from '../wire/php-form.ts'
import { acting } from './acting.ts'
import { badToken, loginPage } from './guard.ts'
import { page, problem, tokenField, type Html } from './html.ts'
import { openInvoices, type Invoice } from './invoices.ts'
import { fields, hasToken, type Visit } from './sessions.ts'

function gatewaySelect(world: World, chosen = ''): Html {
  const options = world.store
    .all('gateways', 'ORDER BY id')
    .map(
      ({ module, displayname }) =>
        html`<option value="${module}" ${module === chosen ? 'selected' : ''}>${displayname}</option>`,
    )
  return html`<label
    >Payment Method
    <select name="paymentmethod">
      ${options}
    </select></label
  >`
}

function gatewayOf({ world, form, person }: Visit): string {
  const asked = world.store.first('gateways', 'WHERE module = ?', field(form, 'paymentmethod'))?.module
  return gatewayFor(world, world.store.byId('clients', person.client), asked)
}

/** An untaxed invoice due today, and on to its page. */
function bill(visit: Visit, lines: Omit<NewLine, 'taxed'>[]): Response | Promise<Response> {
  const { world, c, person } = visit
  const client = world.store.byId('clients', person.client)
  if (client === undefined) return loginPage(world, c)
  const untaxed = lines.map((line) => ({ ...line, taxed: false }))
  const plan: NewInvoice = { gateway: gatewayOf(visit), rates: [0, 0], lines: untaxed }
  const { id } = acting(visit, (call) => addInvoice(call, client, plan))
  return c.redirect(`/viewinvoice.php?id=${id}`)
}

const row = (invoice: Invoice, open: string, box: Html) =>
  html`<tr>
    <td>${box}</td>
    <td><a href="/viewinvoice.php?id=${invoice.id}">#${numberOf(invoice)}</a></td>
    <td>${invoice.duedate}</td>
    <td>${invoice.status}</td>
    <td class="amount">${open}</td>
  </tr>`

const table = (rows: Html[]) =>
  html`<table>
    <thead>
      <tr>
        <th></th>
        <th>Invoice</th>
        <th>Due Date</th>
        <th>Status</th>
        <th class="amount">Balance</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`

/** `?action=invoices`: the newest hundred. */
export function invoicesPage(visit: Visit): Response | Promise<Response> {
  const { world, person } = visit
  const money = moneyFor(world, person.client)
  const tail = "WHERE userid = ? AND status <> 'Draft' ORDER BY id DESC LIMIT 100"
  const rows = world.store
    .all('invoices', tail, person.client)
    .map((invoice) => row(invoice, money(balanceOf(world, invoice)), html``))
  return visit.c.html(page(visit, 'My Invoices', table(rows)))
}

/** `?action=masspay`: everything open with `all=true`, else the posted `invoiceids[]`. */
export function massPay(visit: Visit): Response | Promise<Response> {
  const { world, c, person, form } = visit
  if (setting(world.store, 'EnableMassPay') !== 'on') return c.redirect('/clientarea.php?action=invoices')
  const open = openInvoices(world, person.client)
  const asked = fields(form, 'invoiceids')
  const all = c.req.query('all') === 'true' && asked.length === 0
  const chosen = all ? open : open.filter((invoice) => asked.includes(String(invoice.id)))
  const [only, second] = chosen
  // GUESS: mass payment of a single invoice is that invoice's own page.
  if (only !== undefined && second === undefined) return c.redirect(`/viewinvoice.php?id=${only.id}`)
  if (field(form, 'geninvoice') === 'true' && only !== undefined) return generate(visit, chosen)
  return massPayPage(visit, only === undefined ? open : chosen)
}

function generate(visit: Visit, chosen: Invoice[]): Response | Promise<Response> {
  if (!hasToken(visit)) return badToken(visit)
  const lines = chosen.map((invoice) => ({
    type: 'Invoice',
    relid: invoice.id,
    description: `Invoice #${numberOf(invoice)}`,
    amount: balanceOf(visit.world, invoice),
  }))
  return bill(visit, lines)
}

function massPayPage(visit: Visit, invoices: Invoice[]): Response | Promise<Response> {
  const { world, c, person } = visit
  const money = moneyFor(world, person.client)
  if (invoices.length === 0) return c.html(page(visit, 'Mass Payment', html`<p>No Records Found</p>`))
  const rows = invoices.map((invoice) => {
    const box = html`<input type="checkbox" name="invoiceids[]" value="${invoice.id}" checked />`
    return row(invoice, money(balanceOf(world, invoice)), box)
  })
  const due = invoices.reduce((sum, invoice) => sum + balanceOf(world, invoice), 0)
  const body = html`<form method="post" action="/clientarea.php?action=masspay">
    ${tokenField(visit)}
    <input type="hidden" name="geninvoice" value="true" />
    ${table(rows)}
    <p>Total Due: <strong id="total">${money(due)}</strong></p>
    ${gatewaySelect(world, gatewayOf(visit))}
    <button type="submit">Make Payment</button>
  </form>`
  return c.html(page(visit, 'Mass Payment', body))
}

interface Limits {
  least: number
  most: number
  mostBalance: number
}

/** The provider sets the limits in the default currency. */
function limitsFor(world: World, client: number): Limits {
  const rate = Number(currencyOf(world, client)?.rate ?? '1') || 1
  const limit = (name: string) => Math.round(cents(setting(world.store, name) ?? '0') * rate)
  return {
    least: limit('AddFundsMinimum'),
    most: limit('AddFundsMaximum'),
    mostBalance: limit('AddFundsMaximumBalance'),
  }
}

/** Why there is no depositing at all; GUESS: the texts are not documented. */
function closedFor({ world, person }: Visit): string | undefined {
  if (setting(world.store, 'AddFundsEnabled') !== 'on') return 'Adding funds is disabled.'
  if (setting(world.store, 'AddFundsRequireOrder') !== 'on') return undefined
  const active = world.store.count('orders', "WHERE userid = ? AND status = 'Active'", person.client)
  return active > 0 ? undefined : 'You must have at least one active order before you can add funds.'
}

function refusalOf(visit: Visit, amount: number, limits: Limits): string | undefined {
  const money = moneyFor(visit.world, visit.person.client)
  const held = visit.world.store.byId('clients', visit.person.client)?.credit ?? 0
  if (amount < limits.least) return `Minimum Deposit is ${money(limits.least)}`
  if (amount > limits.most) return `Maximum Deposit is ${money(limits.most)}`
  if (held + amount > limits.mostBalance) return `Maximum Balance is ${money(limits.mostBalance)}`
  return undefined
}

/** `?action=addfunds`: the posted amount becomes an invoice, and its payment becomes credit. */
export function addFunds(visit: Visit): Response | Promise<Response> {
  const { world, c, person, form } = visit
  const closed = closedFor(visit)
  if (closed !== undefined) return c.html(page(visit, 'Add Funds', problem(closed)))
  const limits = limitsFor(world, person.client)
  if (c.req.method !== 'POST') return addFundsPage(visit, limits, '')
  if (!hasToken(visit)) return badToken(visit)
  const amount = cents(field(form, 'amount'))
  const refused = refusalOf(visit, amount, limits)
  if (refused !== undefined) return addFundsPage(visit, limits, refused)
  return bill(visit, [{ type: 'AddFunds', description: 'Add Funds', amount }])
}

function addFundsPage(visit: Visit, limits: Limits, text: string): Response | Promise<Response> {
  const money = moneyFor(visit.world, visit.person.client)
  const body = html`${problem(text)}
    <dl>
      <dt>Minimum Deposit</dt>
      <dd>${money(limits.least)}</dd>
      <dt>Maximum Deposit</dt>
      <dd>${money(limits.most)}</dd>
      <dt>Maximum Balance</dt>
      <dd>${money(limits.mostBalance)}</dd>
    </dl>
    <form method="post" action="/clientarea.php?action=addfunds">
      ${tokenField(visit)}
      <label>Amount to Add <input name="amount" inputmode="decimal" required /></label>
      ${gatewaySelect(visit.world, gatewayOf(visit))}
      <button type="submit">Add Funds</button>
    </form>
    <p>All deposits are non-refundable.</p>`
  return visit.c.html(page(visit, 'Add Funds', body))
}
