import 'server-only'
import { redirect, unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import type { AgentNeeds } from '@/lib/schemas/agent'
import type { Action } from '@/lib/result'
import { answer, spend, turnAway } from '@/server/action'
import { PortalError } from '@/server/errors'
import { parseForm } from '@/server/form-values'
import type { RequestInfo } from '@/server/request'
import type { Limit } from '@/server/store/counters'
import type { Admitted } from './admitted'
import { admit } from './admitted'
import { record } from './audit'
import { readers } from './connections'
import { findCurrentAgent } from './session'

const WRITES_PER_AGENT: Limit = { name: 'agent.action', max: 30, windowSeconds: 60 }

async function admitted<N extends AgentNeeds>(name: string, needs: N, info: RequestInfo): Promise<Admitted<N>> {
  const session = await findCurrentAgent()
  if (!session) return turnAway('signed_out', '/agent/sign-in')
  const found = admit(session, needs, { info, whmcs: readers() })
  if (!found) {
    await record({ agent: session.agent, info }, { event: name, outcome: 'refused' })
    throw new PortalError('forbidden')
  }
  await spend(WRITES_PER_AGENT, session.id)
  return found
}

/**
 * The agents' one path up. No trace, no act: the attempt is on record before anything happens, and what came of it after.
 */
export function agentAction<N extends AgentNeeds, S extends z.core.$ZodType>(spec: {
  readonly name: string
  readonly needs: N
  readonly input: S
  readonly run: (agent: Admitted<NoInfer<N>>, input: z.output<S>) => Promise<void>
  /** The page that success leads to. */
  readonly leadsTo: string | ((input: z.output<S>) => string)
}): Action {
  return (_previous, form) =>
    answer(
      spec.name,
      form,
      async (values, info): Promise<never> => {
        const agent = await admitted(spec.name, spec.needs, info)
        const input = parseForm(spec.input, values)
        await record(agent, { event: spec.name, outcome: 'attempted' })
        try {
          await spec.run(agent, input)
        } catch (error) {
          unstable_rethrow(error)
          await record(agent, { event: spec.name, outcome: 'failed' })
          throw error
        }
        await record(agent, { event: spec.name, outcome: 'done' })
        const { leadsTo } = spec
        redirect(typeof leadsTo === 'string' ? leadsTo : leadsTo(input))
      },
      'allowed',
    )
}
