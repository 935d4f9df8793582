import 'server-only'
import { log } from '@/server/observability/log'
import { keepIdentity } from '@/server/store/agents'
import type { Limit } from '@/server/store/counters'
import { hit } from '@/server/store/counters'
import { store } from '@/server/store/current'
import type { Journey } from './provider'
import { finishJourney, TurnedAway } from './provider'
import type { AgentSignedIn, AgentVisit } from './sign-in'
import { refuseProvider, signInWithProvider } from './sign-in'

const CALLBACKS: Limit = { name: 'agent.callback', max: 30, windowSeconds: 600 }

/** The reason in one word, for log and audit: never the provider's or the library's sentence. */
function whyOf(error: unknown): string {
  if (error instanceof TurnedAway) return error.why
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'provider'
  return /^[A-Za-z_]{1,60}$/.test(code) ? code : 'provider'
}

/**
 * Whoever comes back from the identity provider. No agent is made of somebody who is not let in.
 * @returns null for everybody else, on record and in the log
 */
export async function arrive(
  journey: Journey | null,
  search: string,
  visit: AgentVisit,
): Promise<AgentSignedIn | null> {
  const { db } = await store()
  if (!(await hit(db, CALLBACKS, visit.ip, new Date())).allowed) return null
  const turnAway = async (why: string) => {
    log('warn', 'agent.turned_away', { reason: why })
    await refuseProvider(visit, why)
    return null
  }
  if (!journey) return turnAway('no_journey')
  try {
    const { amr, authenticatedAt, ...identity } = await finishJourney(journey, search)
    const agent = await keepIdentity(db, identity, new Date())
    if (typeof agent === 'string') return await turnAway(agent)
    return await signInWithProvider(agent, { amr: ['oidc', ...amr], authenticatedAt }, visit)
  } catch (error) {
    return turnAway(whyOf(error))
  }
}
