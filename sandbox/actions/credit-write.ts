import { cents, decimal } from '../core/money.ts'
import { day } from '../effects/sent.ts'
import { moveCredit, spendCredit } from '../effects/ledger.ts'
import { ADMIN, logActivity } from '../effects/log.ts'
import { action, bool, int, refuse, text } from './action.ts'
import { balanceOf } from './invoices-read.ts'

const applyCredit = action({
  name: 'ApplyCredit',
  params: { invoiceid: int(), amount: text(), noemail: bool() },
  run(call, { invoiceid, amount = '', noemail }) {
    const invoice = call.store.byId('invoices', invoiceid) ?? refuse('Invoice ID Not Found')
    if (invoice.status !== 'Unpaid') return refuse('Invoice Not in Unpaid Status')
    const held = call.store.byId('clients', invoice.userid)?.credit ?? 0
    const balance = balanceOf(call, invoice)
    // GUESS: the amount is "float|string", and the page does not say which texts: "full" takes what is possible.
    const asked = amount.toLowerCase() === 'full' ? Math.min(held, balance) : cents(amount)
    // GUESS: the order in which the documented refusals come.
    if (asked <= 0) return refuse('Credit Amount to apply must be greater than zero')
    if (asked > held) return refuse('Amount exceeds customer credit balance')
    if (asked > balance) return refuse('Amount Exceeds Invoice Balance')
    const paid = spendCredit(call, invoice, asked, { noemail })
    return { invoiceid: String(invoice.id), amount: decimal(asked), invoicepaid: paid ? 'true' : 'false' }
  },
})

const addCredit = action({
  name: 'AddCredit',
  params: { clientid: int(), description: text(), amount: text(), date: text(), adminid: int(), type: text() },
  run(call, { clientid, description = '', amount = '', date, adminid, type }) {
    const kind = (type || 'add').toLowerCase()
    if (kind !== 'add' && kind !== 'remove') return refuse('Type can only be add or remove')
    const client = call.store.byId('clients', clientid) ?? refuse('Client ID Not Found')
    if (adminid !== undefined && adminid !== ADMIN.id) return refuse('Admin ID Not Found')
    if (amount === '') return refuse('No Amount Provided')
    if (!/^\d+(\.\d{1,2})?$/.test(amount)) return refuse('Amount must be in decimal format: ### or ###.##')
    const at = date ? (day(date) ?? refuse('Date Format is not Valid')) : undefined
    const moved = kind === 'add' ? cents(amount) : -cents(amount)
    // GUESS: no page says what happens to a removal of more than there is; a balance below zero cannot be.
    if (client.credit + moved < 0) return refuse('Insufficient Credit Balance')
    const balance = moveCredit(call, client.id, moved, description, at)
    logActivity(call, `${kind === 'add' ? 'Added' : 'Removed'} Credit - Amount: ${decimal(Math.abs(moved))}`, client.id)
    return { newbalance: decimal(balance) }
  },
})

export const creditWrite = [applyCredit, addCredit]
