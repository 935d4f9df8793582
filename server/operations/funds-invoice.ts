import 'server-only'
import { z } from 'zod'
import type { ClientId } from '@/lib/ids'
import { toCents } from '@/lib/money'
import { submitClientAreaForm } from '@/server/capabilities/client-area-form'
import { PortalError } from '@/server/errors'
import type { Operation } from '@/server/store/operations'
import { inBatches } from '@/server/whmcs/batches'
import type { Reader } from '@/server/whmcs/client'
import { getInvoice, listInvoices } from '@/server/whmcs/invoices'
import { kind } from './kind'
import { after, askedOnce } from './once'
import { ticketKind } from './ticket'

const NEWEST = 100
const READ_AT_ONCE = 6
export const FUNDS_PATH = 'clientarea.php?action=addfunds'

/** One account adds funds once at a time, whoever asks. */
export function fundsLock(client: ClientId): string {
  return `funds:${client}`
}

/** `amount` is in the client's currency. `newest` is the highest id of an invoice that the customer's page knew of. */
const details = z.object({ amount: z.string(), gateway: z.string(), newest: z.number() })
type Details = z.output<typeof details>

export const fundsResult = z.object({ invoice: z.number() })
type Result = z.output<typeof fundsResult>

async function newestInvoices(whmcs: Reader, client: ClientId) {
  const query = { sort: 'date', descending: true, offset: 0, limit: NEWEST } as const
  return (await listInvoices(whmcs, client, query)).invoices
}

/** The highest id of the client's invoices, or 0. */
export async function newestInvoice(whmcs: Reader, client: ClientId): Promise<number> {
  return (await newestInvoices(whmcs, client)).reduce((highest, { id }) => Math.max(highest, id), 0)
}

/** The invoice that was not there before and puts this amount into the account: read afresh, and the client's. */
async function findMade(whmcs: Reader, { client }: Operation, { newest, amount }: Details): Promise<Result | null> {
  const later = (await newestInvoices(whmcs, client)).filter(({ id, status }) => id > newest && status !== 'Draft')
  const read = await inBatches(later, READ_AT_ONCE, ({ id }) => getInvoice(whmcs, id))
  const made = read.find(
    (one) =>
      one?.clientId === client &&
      one.invoice.items.some((item) => item.type === 'AddFunds' && toCents(item.amount) === toCents(amount)),
  )
  return made ? { invoice: made.invoice.id } : null
}

/**
 * An invoice whose payment becomes credit. No action of WHMCS makes one (CreateInvoice cannot set the type of an item),
 * so the form of its client area does. An invoice of the same amount that the customer's page did not know of is not
 * made again: another tab, or somebody else, was faster.
 */
export const fundsInvoice = kind({
  name: 'funds.invoice',
  details,
  async send(whmcs, operation, said): Promise<Result> {
    if (await findMade(whmcs, operation, said)) throw new PortalError('rejected', { message: 'changed_meanwhile' })
    const { client, person } = operation
    const fields = { amount: said.amount, paymentmethod: said.gateway }
    const { again } = await submitClientAreaForm(whmcs, { client, person, path: FUNDS_PATH, fields })
    // From here on it may have happened: that WHMCS cannot be read now does not mean that it did not.
    const made = await findMade(whmcs, operation, said).catch(() => 'unread' as const)
    if (made === null && again) throw new PortalError('rejected', { message: 'funds_refused' })
    if (made === null || made === 'unread') throw new PortalError('outcome_unknown')
    return made
  },
  async prove(whmcs, operation, said) {
    const result = await findMade(whmcs, operation, said)
    return result ? { kind: 'applied', result } : { kind: 'absent' }
  },
})

/** A top-up every month. WHMCS has nothing for it, and no gateway is set up from here: staff are asked. */
export const fundsAutomatic = askedOnce(
  ticketKind({
    name: 'funds.automatic',
    details: z.object({ service: z.null(), amount: z.string(), currency: z.string(), after }),
    letter: ({ amount, currency }, t) => ({
      subject: t('topUpSubject', { amount: `${currency} ${amount}` }),
      text: t('topUpText', { amount: `${currency} ${amount}` }),
    }),
  }),
)
