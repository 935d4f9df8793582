import 'server-only'
import type { LocationId } from '@/lib/ids'
import type { Agent, AgentNeeds } from '@/lib/schemas/agent'
import type { RequestInfo } from '@/server/request'
import type { AgentSession } from '@/server/store/agent-sessions'
import type { Reader } from '@/server/whmcs/client'

declare const admitted: unique symbol

/**
 * An agent who was found to hold what `N` names. It has no person and no client, so nothing that takes a customer's
 * `Permitted` takes it, and every WHMCS that comes with it only reads. Only the agents' doors make one.
 */
export type Admitted<N extends AgentNeeds> = {
  readonly agent: Agent
  readonly session: AgentSession
  readonly info: RequestInfo
  readonly whmcs: ReadonlyMap<LocationId, Reader>
  readonly [admitted]: N
}

/** Pure, and default deny. A lead may do what every agent may. */
export function mayEnter({ role }: Pick<Agent, 'role'>, needs: AgentNeeds): boolean {
  return role === 'lead' || needs === 'agent'
}

/** For the agents' doors alone (the fences see to it). Null for an agent who may not. */
export function admit<N extends AgentNeeds>(
  session: AgentSession,
  needs: N,
  rest: Pick<Admitted<N>, 'info' | 'whmcs'>,
): Admitted<N> | null {
  const { agent } = session
  return mayEnter(agent, needs) ? ({ agent, session, ...rest } as Admitted<N>) : null
}
