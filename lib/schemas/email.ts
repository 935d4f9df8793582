/** A mail that WHMCS sent to the client. */
export type EmailSummary = {
  readonly id: number
  readonly subject: string
  /** `YYYY-MM-DD HH:MM:SS` in the installation's time zone. */
  readonly sentAt: string | null
  readonly to: string
  readonly failed: boolean
}

export type Email = EmailSummary & {
  /** A whole HTML document, untrusted, which may hold passwords and links: only ever shown in a sandboxed document. */
  readonly html: string
}

/** Why a mail is not shown: what it held is good for whoever reads it. */
export type Withheld = 'link' | 'password'

export type EmailPage = {
  readonly emails: readonly EmailSummary[]
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly pageSize: number
}

/** A mail as its page shows it: the document itself is fetched by the frame. */
export type EmailView = {
  readonly email: EmailSummary
  readonly withheld: Withheld | null
  readonly empty: boolean
  /** True when it names pictures of other servers. */
  readonly remoteImages: boolean
}
