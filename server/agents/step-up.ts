import 'server-only'
import { agentKey } from '@/lib/ids'
import { PortalError } from '@/server/errors'
import { credentialsById, spendStep } from '@/server/store/agents'
import type { Limit } from '@/server/store/counters'
import { clear, hit } from '@/server/store/counters'
import { store } from '@/server/store/current'
import type { Admitted } from './admitted'
import { openTotp } from './sign-in'
import { matchingStep } from './totp'

const CODES: Limit = { name: 'agent.step-up', max: 5, windowSeconds: 600 }
/** How long ago an agent of the identity provider may have proved who they are, in ms. */
const FRESH = 5 * 60_000

/** Agents of the identity provider have no code here: they sign in again. */
export function asksCode({ session }: Pick<Admitted<'agent'>, 'session'>): boolean {
  return !session.amr.includes('oidc')
}

/**
 * Proves once more who the agent is, right before something that matters. A code is used up.
 * @throws PortalError `rejected`: a wrong code (field `code`), or a sign-in that is too long ago (`step_up_again`);
 *   `rate_limited`
 */
export async function proveAgain(by: Admitted<'agent'>, typed: string): Promise<void> {
  const now = new Date()
  if (!asksCode(by)) {
    if (now.getTime() - by.session.authenticatedAt.getTime() <= FRESH) return
    throw new PortalError('rejected', { message: 'step_up_again' })
  }
  const { db } = await store()
  const key = agentKey(by.agent.id)
  if (!(await hit(db, CODES, key, now)).allowed) throw new PortalError('rate_limited')
  const found = await credentialsById(db, by.agent.id)
  const secret = found?.totpSecret ? await openTotp(found.totpSecret) : null
  const step = secret === null ? null : matchingStep(secret, typed.replace(/[\s-]/g, ''), now)
  if (step === null || !(await spendStep(db, by.agent.id, step))) {
    throw new PortalError('rejected', { fields: { code: 'code_wrong' } })
  }
  await clear(db, CODES, key)
}
