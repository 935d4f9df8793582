import { html } from 'hono/html'
import { balanceOf } from '../actions/invoices-read.ts'
import { moneyFor } from '../core/money.ts'
import type { Row } from '../core/schema.ts'
import { numberOf } from '../effects/ledger.ts'
import { field } from '../wire/php-form.ts'
import { acting } from './acting.ts'
import { badToken } from './guard.ts'
import { notice, page, problem, tokenField, type Html } from './html.ts'
import { invoiceOf, PAYABLE, type Invoice } from './invoices.ts'
import { WAYS } from './payment.ts'
import { hasToken, type Visit } from './sessions.ts'

type Money = (cents: number) => string

/** What the page says when a gateway has sent somebody back, by the parameter that says so. */
const TEXTS: Readonly<Record<string, Html>> = {
  paymentsuccess: notice('Thank you! Your payment was successful.'),
  pendingreview: notice('Thank you! The payment is on its way and will be noted when it arrives.'),
  paymentfailed: problem('Your payment was declined. Please try another card.'),
}

function lines(items: Row<'invoice_items'>[], money: Money): Html {
  const rows = items.map(
    (item) =>
      html`<tr>
        <td class="text">${item.description}${item.taxed === 1 ? ' *' : ''}</td>
        <td class="amount">${money(item.amount)}</td>
      </tr>`,
  )
  return html`<table id="items">
    <thead>
      <tr>
        <th>Description</th>
        <th class="amount">Amount</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`
}

function totals(invoice: Invoice, open: number, money: Money): Html {
  const sums: [string, string, number][] = [
    ['subtotal', 'Sub Total', invoice.subtotal],
    ['tax', `Tax ${invoice.taxrate / 1000}%`, invoice.tax],
    ['tax2', `Second tax ${invoice.taxrate2 / 1000}%`, invoice.tax2],
    ['credit', 'Credit', -invoice.credit],
    ['total', 'Total', invoice.total],
    ['balance', 'Balance', open],
  ]
  const shown = sums.filter(([id, , cents]) => cents !== 0 || id === 'total' || id === 'balance')
  return html`<dl>
    ${shown.map(
      ([id, name, cents]) =>
        html`<dt>${name}</dt>
          <dd id="${id}">${money(cents)}</dd>`,
    )}
  </dl>`
}

function buttons(visit: Visit, invoice: Invoice): Html {
  if (!PAYABLE.includes(invoice.status)) return html``
  const button = (value: string, text: string) =>
    html`<button type="submit" name="payment" value="${value}">${text}</button>`
  return html`<form method="post" action="/viewinvoice.php?id=${invoice.id}">
    ${tokenField(visit)} ${button('card', 'Pay with test card')}
    ${button('pending', 'Pay later: bank (Payment Pending)')} ${button('decline', 'Decline')}
  </form>`
}

/** As an operator's theme would lead back: to the portal's page of this payment, with WHMCS's own words for its end. */
function wayBack({ c, world }: Visit, { id }: Invoice): Html {
  const { portalUrl } = world.settings
  if (portalUrl === undefined) return html``
  const words = Object.keys(TEXTS).filter((name) => c.req.query(name) === 'true')
  const query = words.map((name) => `?${name}=true`).join('')
  return html`<p><a id="portal" href="${portalUrl}/invoices/${id}/payment${query}">Back to the portal</a></p>`
}

function invoicePage(visit: Visit, invoice: Invoice, said: Html = html``): Response | Promise<Response> {
  const { world, c } = visit
  const money = moneyFor(world, invoice.userid)
  const gateway = world.store.first('gateways', 'WHERE module = ?', invoice.paymentmethod)
  const items = world.store.all('invoice_items', 'WHERE invoiceid = ? ORDER BY id', invoice.id)
  const body = html`${said}
    <p>Status: <strong id="status">${invoice.status}</strong></p>
    <p>Invoice Date: ${invoice.date}, Due Date: ${invoice.duedate}, Payment Method: ${gateway?.displayname ?? ''}</p>
    ${lines(items, money)} ${totals(invoice, balanceOf(world, invoice), money)} ${buttons(visit, invoice)}
    <p><a href="/dl.php?type=i&amp;id=${invoice.id}">Download</a></p>
    ${wayBack(visit, invoice)}`
  return c.html(page(visit, `Invoice #${numberOf(invoice)}`, body))
}

const unknown = (visit: Visit) => visit.c.html(page(visit, 'Error', problem('The invoice id is invalid.')))

/** `GET /viewinvoice.php?id=N`. A foreign invoice and one that does not exist look the same. */
export function viewInvoice(visit: Visit): Response | Promise<Response> {
  const invoice = invoiceOf(visit.world, visit.person.client, visit.c.req.query('id'))
  if (invoice === undefined) return unknown(visit)
  const said = Object.entries(TEXTS).find(([name]) => visit.c.req.query(name) === 'true')
  return invoicePage(visit, invoice, said?.[1])
}

/** `POST /viewinvoice.php?id=N`: a gateway that does as it is told. */
export function payInvoice(visit: Visit): Response | Promise<Response> {
  const { world, c, person, form } = visit
  const invoice = invoiceOf(world, person.client, c.req.query('id'))
  if (invoice === undefined) return unknown(visit)
  if (!hasToken(visit)) return badToken(visit)
  if (!PAYABLE.includes(invoice.status)) return invoicePage(visit, invoice, problem('This invoice cannot be paid.'))
  const [way, said] = WAYS.get(field(form, 'payment')) ?? []
  if (way === undefined) return invoicePage(visit, invoice)
  acting(visit, (call) => way(call, invoice))
  return c.redirect(`/viewinvoice.php?id=${invoice.id}&${said}=true`)
}
