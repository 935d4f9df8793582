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
