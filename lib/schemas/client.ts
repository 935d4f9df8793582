import type { ClientId, Person } from '../ids'
import type { Decimal } from '../money'

/** A customer account as the portal needs it on every page. Staff notes, revenue and log-in traces never get here. */
export type Client = {
  readonly id: ClientId
  /** WHMCS 8.0 and later; the bridge to REST API v2. */
  readonly uuid: string | null
  readonly firstName: string
  readonly lastName: string
  readonly company: string
  readonly email: string
  readonly address1: string
  readonly address2: string
  readonly city: string
  readonly state: string
  readonly postcode: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly phone: string
  readonly taxId: string
  readonly status: 'Active' | 'Inactive' | 'Closed'
  readonly currencyId: number
  /** ISO 4217. */
  readonly currencyCode: string
  readonly credit: Decimal
  /** WHMCS's English name of the language ("german"), or '' for the installation's default. */
  readonly language: string
  readonly groupId: number
  readonly allowsSingleSignOn: boolean
  /** Who owns the account: a user on 8 and later, the client itself on 7.x. */
  readonly owner: Person
  readonly people: readonly ClientPerson[]
}

export type ClientPerson = {
  readonly person: Person
  readonly name: string
  readonly email: string
  readonly owner: boolean
}

/** Counts by status, and what is due, as WHMCS computed them (GetClientsDetails with stats). */
export type InvoiceCounts = {
  readonly unpaid: number
  readonly overdue: number
  readonly paid: number
  readonly draft: number
  readonly cancelled: number
  readonly refunded: number
  readonly collections: number
  readonly paymentPending: number
  /** WHMCS's own text, already formatted in the client's currency. */
  readonly dueBalance: string
}

/** An account that a person may enter. */
export type Account = {
  readonly clientId: ClientId
  readonly name: string
  readonly company: string
  readonly owner: boolean
  readonly closed: boolean
}
