/** The kinds of mail that a client or contact may receive (WHMCS `email_preferences`). */
export const EMAIL_KINDS = ['general', 'product', 'domain', 'invoice', 'support', 'affiliate'] as const
export type EmailKind = (typeof EMAIL_KINDS)[number]

/** What may be said about a contact: somebody who receives mail. Who signs in is a user. */
export type ContactInput = {
  readonly firstName: string
  readonly lastName: string
  readonly company: string
  readonly email: string
  readonly address1: string
  readonly address2: string
  readonly city: string
  readonly state: string
  readonly postcode: string
  /** ISO 3166-1 alpha-2, or ''. */
  readonly country: string
  readonly phone: string
  readonly emails: readonly EmailKind[]
}

export type Contact = ContactInput & {
  readonly id: number
  /** WHMCS 7.x only: this contact can sign in too, and is shown among the people. */
  readonly signsIn: boolean
}
