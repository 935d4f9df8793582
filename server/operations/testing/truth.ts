/**
 * What is really so in WHMCS, whoever knows of it: rows with the moment from which they are there, so that a reading of
 * an earlier moment (a replica that lags) is a question of filtering. Amounts are whole cents.
 */

export type Effect = {
  /** The operation of the portal that asked for it; null for staff, cron and gateways. */
  readonly tag: string | null
  readonly action: string
  readonly client: number
  /** `invoice:7`, `service:3`. */
  readonly target: string
  readonly cents: number
  readonly at: number
}

type Credit = {
  readonly id: number
  readonly client: number
  readonly cents: number
  readonly text: string
  at: number
}
type Money = { readonly invoice: number; readonly cents: number; readonly at: number }
export type Item = { readonly type: string; readonly relid: number; readonly cents: number }
type Invoice = { readonly id: number; readonly client: number; readonly items: readonly Item[]; readonly at: number }
type Request = {
  readonly id: number
  readonly service: number
  readonly type: string
  readonly reason: string
  at: number
}
type Ticket = { readonly id: number; readonly client: number; readonly subject: string; readonly at: number }

/** WHMCS's sentence when it refuses. */
export class Refused extends Error {}

const until =
  (moment: number) =>
  ({ at }: { readonly at: number }) =>
    at <= moment

const sum = (rows: readonly { readonly cents: number }[]) => rows.reduce((total, { cents }) => total + cents, 0)

export class Truth {
  readonly effects: Effect[] = []
  readonly credits: Credit[] = []
  readonly invoices: Invoice[] = []
  readonly requests: Request[] = []
  readonly tickets: Ticket[] = []
  /** Service to client. */
  readonly services = new Map<number, number>()
  readonly #applied: Money[] = []
  readonly #payments: Money[] = []
  readonly #cancelled: { readonly invoice: number; readonly at: number }[] = []
  readonly #now: () => number
  #lastId = 0

  constructor(now: () => number) {
    this.#now = now
  }

  #note(tag: string | null, action: string, client: number, target: string, cents = 0): void {
    this.effects.push({ tag, action, client, target, cents, at: this.#now() })
  }

  #id(): number {
    return (this.#lastId += 1)
  }

  creditOf(client: number, at = this.#now()): number {
    return sum(this.credits.filter((row) => row.client === client).filter(until(at)))
  }

  balanceOf(invoice: number, at = this.#now()): number {
    const of = (row: Money) => row.invoice === invoice
    const total = sum(this.invoices.find(({ id }) => id === invoice)?.items ?? [])
    return total - sum(this.#applied.filter(of).filter(until(at))) - sum(this.#payments.filter(of).filter(until(at)))
  }

  statusOf(invoice: number, at = this.#now()): 'Unpaid' | 'Paid' | 'Cancelled' {
    if (this.#cancelled.filter(until(at)).some((row) => row.invoice === invoice)) return 'Cancelled'
    return this.balanceOf(invoice, at) > 0 ? 'Unpaid' : 'Paid'
  }

  /** What stands on an invoice from credit. */
  appliedTo(invoice: number, at = this.#now()): number {
    return sum(this.#applied.filter((row) => row.invoice === invoice).filter(until(at)))
  }

  addService(client: number): number {
    const id = this.#id()
    this.services.set(id, client)
    return id
  }

  addInvoice(client: number, items: readonly Item[]): number {
    const id = this.#id()
    this.invoices.push({ id, client, items, at: this.#now() })
    return id
  }

  addCredit(client: number, cents: number, text: string, tag: string | null = null): void {
    this.credits.push({ id: this.#id(), client, cents, text, at: this.#now() })
    this.#note(tag, 'AddCredit', client, `client:${client}`, cents)
  }

  /** @throws Refused as WHMCS documents */
  applyCredit(invoice: number, cents: number, tag: string | null = null): void {
    const row = this.invoices.find(({ id }) => id === invoice)
    if (!row) throw new Refused('Invoice ID Not Found')
    if (this.statusOf(invoice) !== 'Unpaid') throw new Refused('Invoice Not in Unpaid Status')
    if (cents <= 0) throw new Refused('Amount must be greater than zero')
    if (cents > this.creditOf(row.client)) throw new Refused('Amount exceeds customer credit balance')
    if (cents > this.balanceOf(invoice)) throw new Refused('Amount Exceeds Invoice Balance')
    const text = `Credit Applied to Invoice #${invoice}`
    this.credits.push({ id: this.#id(), client: row.client, cents: -cents, text, at: this.#now() })
    this.#applied.push({ invoice, cents, at: this.#now() })
    this.#note(tag, 'ApplyCredit', row.client, `invoice:${invoice}`, cents)
  }

  /** By a gateway. */
  pay(invoice: number, cents: number): void {
    if (this.statusOf(invoice) === 'Unpaid') this.#payments.push({ invoice, cents, at: this.#now() })
  }

  cancelInvoice(invoice: number): void {
    if (this.statusOf(invoice) === 'Unpaid') this.#cancelled.push({ invoice, at: this.#now() })
  }

  /** @throws Refused as WHMCS documents */
  requestCancellation(service: number, type: string, reason: string, tag: string | null = null): void {
    const client = this.services.get(service)
    if (client === undefined) throw new Refused('Service ID Not Found')
    if (this.requests.some((row) => row.service === service)) throw new Refused('Existing Cancellation Request Exists')
    this.requests.push({ id: this.#id(), service, type, reason, at: this.#now() })
    this.#note(tag, 'AddCancelRequest', client, `service:${service}`)
  }

  /** @returns the invoice, or null when the next period is invoiced already */
  generate(service: number, tag: string | null = null): number | null {
    const client = this.services.get(service)
    const made = this.invoices.some(({ items }) =>
      items.some(({ type, relid }) => type === 'Hosting' && relid === service),
    )
    if (client === undefined || made) return null
    const id = this.addInvoice(client, [{ type: 'Hosting', relid: service, cents: 1999 }])
    this.#note(tag, 'GenInvoices', client, `service:${service}`, 1999)
    return id
  }

  openTicket(client: number, service: number, subject: string, tag: string | null = null): number {
    const id = this.#id()
    this.tickets.push({ id, client, subject, at: this.#now() })
    this.#note(tag, 'OpenTicket', client, `service:${service}`)
    return id
  }
}
