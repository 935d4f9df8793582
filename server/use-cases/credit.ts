import 'server-only'
import { parseId } from '@/lib/ids'
import { fromCents, toCents } from '@/lib/money'
import type { CreditEntry, CreditPage, CreditReason, CreditRow } from '@/lib/schemas/money'
import type { Permitted } from '@/server/access/permitted'
import { listCredits } from '@/server/whmcs/credits'
import { currencyOf } from './currencies'

const PAGE_SIZE = 25

/** What WHMCS and the portal write themselves. Whatever else stands in the log may be a note of staff to staff. */
const FORMS: readonly (readonly [CreditReason, RegExp])[] = [
  ['funds', /^Add Funds Invoice #(\d+)$/],
  ['used', /^Credit Applied to Invoice #(\d+)$/],
  ['overpaid', /^Invoice #(\d+) Overpayment$/],
  ['refund', /\bAT-[0-9A-F]{12}\b/],
]

function reasonOf({ description, amount }: CreditEntry): Pick<CreditRow, 'reason' | 'invoiceId'> {
  for (const [reason, form] of FORMS) {
    const found = form.exec(description)
    if (found) return { reason, invoiceId: parseId(found[1]) }
  }
  return { reason: toCents(amount) < 0n ? 'removed' : 'added', invoiceId: null }
}

/** Every row with the balance after it, the oldest first. Ids rise with time; WHMCS keeps no more than the day. */
export function withBalances(entries: readonly CreditEntry[]): CreditRow[] {
  let balance = 0n
  return entries
    .toSorted((a, b) => a.id - b.id)
    .map((entry) => {
      balance += toCents(entry.amount)
      const { id, date, amount } = entry
      return { id, date, amount, ...reasonOf(entry), balance: fromCents(balance) }
    })
}

/**
 * The account's credit: WHMCS's balance, and the log it should be the sum of. WHMCS answers the log as a whole: one call,
 * however long it is.
 */
export async function getCredit(viewer: Permitted<'invoices'>, asked: number): Promise<CreditPage> {
  const [entries, { client }, currency] = await Promise.all([
    listCredits(viewer.whmcs, viewer.clientId),
    viewer.account(),
    currencyOf(viewer),
  ])
  const rows = withBalances(entries).toReversed()
  const pages = Math.max(1, Math.ceil(rows.length / PAGE_SIZE))
  const page = Math.min(asked, pages)
  const start = (page - 1) * PAGE_SIZE
  return {
    rows: rows.slice(start, start + PAGE_SIZE),
    total: rows.length,
    page,
    pages,
    pageSize: PAGE_SIZE,
    balance: client.credit,
    sum: rows[0]?.balance ?? '0.00',
    currency,
  }
}
