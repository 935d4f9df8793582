import 'server-only'
import { redirect, unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import type { AgentNeeds } from '@/lib/schemas/agent'
import type { FormValues } from '@/lib/form-values'
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

type Spec<N extends AgentNeeds, S extends z.core.$ZodType, T> = {
  readonly name: string
  readonly needs: N
  readonly input: S
  readonly run: (agent: Admitted<NoInfer<N>>, input: z.output<S>) => Promise<T>
}

/** No trace, no act: the attempt is on record before anything happens, and what came of it after. */
async function perform<N extends AgentNeeds, S extends z.core.$ZodType, T>(
  { name, needs, input, run }: Spec<N, S, T>,
  values: FormValues,
  info: RequestInfo,
): Promise<T> {
  const agent = await admitted(name, needs, info)
  const said = parseForm(input, values)
  await record(agent, { event: name, outcome: 'attempted' })
  const done = await run(agent, said).catch(async (error: unknown) => {
    unstable_rethrow(error)
    await record(agent, { event: name, outcome: 'failed' })
    throw error
  })
  await record(agent, { event: name, outcome: 'done' })
  return done
}

/** The agents' one path up. */
export function agentAction<N extends AgentNeeds, S extends z.core.$ZodType, T = void>(
  spec: Spec<N, S, T> & {
    /** The page that success leads to. */
    readonly leadsTo: string | ((done: T) => string)
  },
): Action {
  return (_previous, form) =>
    answer(
      spec.name,
      form,
      async (values, info): Promise<never> => {
        const done = await perform(spec, values, info)
        redirect(typeof spec.leadsTo === 'string' ? spec.leadsTo : spec.leadsTo(done))
      },
      'allowed',
    )
}

/** An agent's question that is answered where it was asked: the answer stands in that page alone. */
export function agentAnswer<N extends AgentNeeds, S extends z.core.$ZodType, T>(spec: Spec<N, S, T>): Action<T> {
  return (_previous, form) =>
    answer(spec.name, form, async (values, info) => ({ ok: true, data: await perform(spec, values, info) }), 'allowed')
}
