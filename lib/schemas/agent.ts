import type { AgentId } from '../ids'
import { agentId } from '../ids'

/** A lead may do what every agent may, and looks after the others. */
export const AGENT_ROLES = ['support', 'lead'] as const
export type AgentRole = (typeof AGENT_ROLES)[number]

/** Somebody of the company who helps customers. WHMCS knows nothing of agents. */
export type Agent = {
  readonly id: AgentId
  readonly email: string
  readonly name: string
  readonly role: AgentRole
}

/** What a row says. @throws RangeError for a role that the portal does not know */
export function agentOf(row: { id: number; email: string; name: string; role: string }): Agent {
  const role = AGENT_ROLES.find((one) => one === row.role)
  if (!role) throw new RangeError('not a role of an agent')
  return { id: agentId(row.id), email: row.email, name: row.name, role }
}

/** What a page or action of the agents asks of its caller. */
export type AgentNeeds = 'agent' | 'lead'
