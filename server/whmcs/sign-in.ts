import 'server-only'
import { z } from 'zod'
import type { Person } from '@/lib/ids'
import type { Operation, Version, Writer } from './client'
import { isRefusal } from './errors'
import { flag, id, idOrNone } from './wire'

/**
 * `passwordhash` is a login token for WHMCS's own session and is dropped here. `twoFactorEnabled` is strict: "false" is
 * false, and an answer without it is malformed, because taking it for "off" would skip the second factor.
 */
const ValidateLogin = {
  action: 'ValidateLogin',
  effect: 'write',
  lane: 'login',
  response: z.object({ userid: id, contactid: idOrNone, twoFactorEnabled: flag }),
} as const satisfies Operation

type LoginAnswer = z.output<typeof ValidateLogin.response>

export type LoginResult =
  | { readonly kind: 'refused' }
  | { readonly kind: 'second_factor'; readonly person: Person }
  | { readonly kind: 'ok'; readonly person: Person }

function personOf(answer: LoginAnswer, version: Version): Person {
  if (version.major >= 8) return { kind: 'user', id: answer.userid }
  return answer.contactid === null ? { kind: 'client', id: answer.userid } : { kind: 'contact', id: answer.contactid }
}

/**
 * Asks WHMCS whether e-mail address and password belong together. On 8 and later `userid` is a USER's id and says
 * nothing about a client; on 7.x it is the client's, with `contactid` when a sub-account signed in.
 *
 * It is a write, because WHMCS notes the time and address of the sign-in: it is never repeated on its own.
 * `second_factor` is not a sign-in: WHMCS answers success before the second factor was asked.
 *
 * https://developers.whmcs.com/api-reference/validatelogin/
 *
 * @throws WhmcsError for everything but a wrong address or password
 */
export async function validateLogin(whmcs: Writer, email: string, password: string): Promise<LoginResult> {
  const version = await whmcs.version()
  try {
    const answer = await whmcs.write(ValidateLogin, { email, password2: password })
    const person = personOf(answer, version)
    return answer.twoFactorEnabled ? { kind: 'second_factor', person } : { kind: 'ok', person }
  } catch (error) {
    if (isRefusal(error, /email or password invalid/i)) return { kind: 'refused' }
    throw error
  }
}
