import 'server-only'
import { afterwards } from '@/server/action'
import { sendMail } from '@/server/mail'
import { keepGrant } from './cookie'
import type { Entry } from './enter'
import { noteInWhmcs } from './enter'
import { supportLetter } from './letters'

/** A letter to the account's owner, sent when the answer has been. */
export async function tellOwner(
  kind: Parameters<typeof supportLetter>[0],
  email: string,
  agent: string,
  { ticket, reason, what = '' }: { readonly ticket: string; readonly reason: string; readonly what?: string },
): Promise<void> {
  const letter = await supportLetter(kind, { agent, ticket, reason, what })
  afterwards('support.mail', () => sendMail(email, letter))
}

/** What belongs to every start of a visit: the agent's cookie, the letter to the owner, the line in WHMCS's log. */
export async function begun({ handle, grant, email }: Extract<Entry, { kind: 'entered' }>): Promise<void> {
  await keepGrant(handle)
  await tellOwner('entered', email, grant.agent.name, grant)
  afterwards('support.note', () => noteInWhmcs(grant))
}
