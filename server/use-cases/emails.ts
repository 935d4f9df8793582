import 'server-only'
import type { Email, EmailPage, EmailView } from '@/lib/schemas/email'
import type { EmailQuery } from '@/lib/schemas/email-query'
import { ownEmail } from '@/server/access/ownership'
import type { Permitted } from '@/server/access/permitted'
import { PortalError } from '@/server/errors'
import * as whmcs from '@/server/whmcs/emails'
import { emailDocument, hasRemoteImages } from './email-document'
import { secretIn } from './email-secrets'

const PAGE_SIZE = 25

type Viewer = Permitted<'emails'>

/** One page of the mails that WHMCS sent to the account, the newest first. After the last page there are no rows. */
export async function listEmails(viewer: Viewer, query: EmailQuery): Promise<EmailPage> {
  const { emails, total } = await whmcs.listEmails(viewer.whmcs, viewer.clientId, {
    offset: (query.page - 1) * PAGE_SIZE,
    limit: PAGE_SIZE,
    ...(query.q && { subject: query.q }),
  })
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE))
  const newestFirst = emails.toSorted((a, b) => (b.sentAt ?? '').localeCompare(a.sentAt ?? '') || b.id - a.id)
  return { emails: newestFirst, total, page: Math.min(query.page, pages), pages, pageSize: PAGE_SIZE }
}

function isEmpty({ html }: Email): boolean {
  return html.trim() === ''
}

/** @throws PortalError `not_found`, also for somebody else's mail. */
export async function getEmail(viewer: Viewer, id: number): Promise<EmailView> {
  const { html, ...email } = await ownEmail(viewer, id)
  const whole = { ...email, html }
  return { email, withheld: secretIn(whole), empty: isEmpty(whole), remoteImages: hasRemoteImages(html) }
}

/** The mail's own document, for the frame. @throws PortalError `not_found`, also for a mail that is withheld or empty. */
export async function getEmailDocument(viewer: Viewer, id: number): Promise<string> {
  const email = await ownEmail(viewer, id)
  if (isEmpty(email) || secretIn(email) !== null) throw new PortalError('not_found')
  return emailDocument(email.html)
}
