import 'server-only'
import { afterwards } from '@/server/action'
import { sendMail } from '@/server/mail'
import { keepGrant } from './cookie'
import type { Entry } from './enter'
import { noteInWhmcs } from './enter'
import type { Addressee } from './letters'
import { supportLetter } from './letters'

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
