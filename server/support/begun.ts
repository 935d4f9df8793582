import 'server-only'
import { afterwards } from '@/server/action'
import { peekCurrentSession } from '@/server/auth/session'
import { PortalError } from '@/server/errors'
import { sendMail } from '@/server/mail'
import { keepGrant } from './cookie'
import type { Entry } from './enter'
import { noteInWhmcs } from './enter'
import type { Addressee } from './letters'
import { supportLetter } from './letters'

/**
 * One browser is one somebody: who is signed in there as a customer signs out first, so that two tabs are never mixed up.
 * Where agents have a host of their own, a customer's cookie does not come this far.
 * @throws PortalError `rejected`: `support_beside`
 */
export async function refuseBesideCustomer(): Promise<void> {
  if (await peekCurrentSession()) throw new PortalError('rejected', { message: 'support_beside' })
}

/** A letter to the account's owner, sent when the answer has been. */
export async function tellOwner(
  kind: Parameters<typeof supportLetter>[0],
  { email, language }: Addressee,
  about: Parameters<typeof supportLetter>[2],
): Promise<void> {
  const letter = await supportLetter(kind, language, about)
  afterwards('support.mail', () => sendMail(email, letter))
}

/** What belongs to every start of a visit: the agent's cookie, the letter to the owner, the line in WHMCS's log. */
export async function begun({ handle, grant, to }: Extract<Entry, { kind: 'entered' }>): Promise<void> {
  await keepGrant(handle)
  await tellOwner('entered', to, { agent: grant.agent.name, ticket: grant.ticket, reason: grant.reason })
  afterwards('support.note', () => noteInWhmcs(grant))
}
