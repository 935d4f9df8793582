import 'server-only'
import { z } from 'zod'
import type { ClientId } from '@/lib/ids'
import type { Email, EmailSummary } from '@/lib/schemas/email'
import type { Operation, Reader } from './client'
import { given } from './encode'
import { wrongEcho } from './errors'
import { list, PAGE_SIZE } from './list'
import { client as wireClientId, dateTime, flagOrOff, humanOrNone, id, textOrNone } from './wire'

const GetEmails = {
  action: 'GetEmails',
  effect: 'read',
  response: list(
    'emails',
    'email',
    z
      .object({
        id,
        userid: wireClientId,
        subject: humanOrNone,
        message: textOrNone,
        date: dateTime,
        to: textOrNone,
        failed: flagOrOff,
      })
      .transform((wire): { clientId: ClientId; email: Email } => ({
        clientId: wire.userid,
        email: {
          id: wire.id,
          subject: wire.subject,
          sentAt: wire.date,
          to: wire.to,
          failed: wire.failed,
          html: wire.message,
        },
      })),
  ),
} as const satisfies Operation

type Query = { readonly subject?: string; readonly offset: number; readonly limit: number }

async function page(whmcs: Reader, client: ClientId, query: Query): Promise<{ emails: Email[]; total: number }> {
  const { items, total } = await whmcs.read(GetEmails, {
    clientid: client,
    limitstart: query.offset,
    limitnum: query.limit,
    ...given({ subject: query.subject }),
  })
  if (items.some((row) => row.clientId !== client)) throw wrongEcho(GetEmails)
  return { emails: items.map((row) => row.email), total }
}

function withoutBody(email: Email): EmailSummary {
  const { id: emailId, subject, sentAt, to, failed } = email
  return { id: emailId, subject, sentAt, to, failed }
}

/**
 * One page of the mails that WHMCS sent to a client, without their bodies. `subject` matches approximately.
 *
 * https://developers.whmcs.com/api-reference/getemails/
 */
export async function listEmails(
  whmcs: Reader,
  client: ClientId,
  query: Query,
): Promise<{ emails: EmailSummary[]; total: number }> {
  const { emails, total } = await page(whmcs, client, query)
  return { emails: emails.map(withoutBody), total }
}

/** Bodies make these answers large: small pages, and not for ever. */
const SEARCH_PAGE = PAGE_SIZE / 4
const SEARCH_LIMIT = 1000

/**
 * One mail with its body. WHMCS has no action for one mail, so the client's own list is searched, the newest thousand at
 * most; null when it is not there.
 */
export async function getEmail(whmcs: Reader, client: ClientId, email: number): Promise<Email | null> {
  for (let offset = 0; offset < SEARCH_LIMIT; offset += SEARCH_PAGE) {
    const { emails, total } = await page(whmcs, client, { offset, limit: SEARCH_PAGE })
    const found = emails.find((candidate) => candidate.id === email)
    if (found) return found
    if (emails.length === 0 || offset + emails.length >= total) return null
  }
  return null
}
