import type { ClientId, Person } from '../ids'
import type { Decimal } from '../money'
import type { EmailKind } from './contact'

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
  /** WHMCS's English name of the account's language, or '' for the installation's default. */
  readonly language: string
}

/** What only the pages about the account itself show: read with the client, kept apart so that no other page carries it. */
export type ClientSettings = {
  /** Which kinds of mail the client receives; null when the installation is older than 7.10 and does not say. */
  readonly emails: readonly EmailKind[] | null
  readonly marketing: boolean
  /** WHMCS's system name of the gateway, or ''. */
  readonly paymentMethod: string
  /** The contact whose address stands on invoices; null for the client's own. */
  readonly billingContactId: number | null
  /** WHMCS tells ids and values only; the names are configured in the portal. */
  readonly customFields: readonly CustomFieldValue[]
}

export type CustomFieldValue = { readonly id: number; readonly value: string }

/** A row of the staff's client list. */
export type ClientSummary = {
  readonly id: ClientId
  readonly firstName: string
  readonly lastName: string
  readonly company: string
  readonly email: string
  readonly status: string
}

export type ClientGroup = { readonly id: number; readonly name: string }

/** What may be changed about a client; what is left out stays as it is. */
export type ClientChanges = Partial<
  Pick<
    Client,
    | 'firstName'
    | 'lastName'
    | 'company'
    | 'email'
    | 'address1'
    | 'address2'
    | 'city'
    | 'state'
    | 'postcode'
    | 'country'
    | 'phone'
    | 'taxId'
    | 'language'
  >
> & {
  readonly paymentMethod?: string
  readonly emails?: readonly EmailKind[]
  readonly marketing?: boolean
  /** Custom field id to value. Ids come from the portal's configuration, never from a browser. */
  readonly customFields?: Readonly<Record<number, string>>
}

/** A new account with its owner. */
export type NewClient = Pick<
  Client,
  'firstName' | 'lastName' | 'email' | 'address1' | 'city' | 'state' | 'postcode' | 'country' | 'phone'
> &
  Pick<ClientChanges, 'company' | 'address2' | 'taxId' | 'language' | 'marketing' | 'customFields'> & {
    readonly currencyId?: number
    /** The visitor's address, for WHMCS's log. */
    readonly ip?: string
  } & (
    | { readonly password: string }
    /** WHMCS 8.0 and later: an existing user becomes the owner. */
    | { readonly ownerUserId: number }
  )
