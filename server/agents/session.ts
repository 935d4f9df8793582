import 'server-only'
import { cache } from 'react'
import { markAgent } from '@/server/observability/context'
import { findAgentSession } from '@/server/store/agent-sessions'
import type { AgentSession } from '@/server/store/agent-sessions'
import { store } from '@/server/store/current'
import { agentToken } from './cookie'

/** The agent's living session behind the request's cookie. A row decides, on every request. */
export async function findCurrentAgent(): Promise<AgentSession | null> {
  const token = await agentToken()
  if (!token) return null
  const { db } = await store()
  const session = await findAgentSession(db, token, new Date())
  if (session) markAgent()
  return session
}

/** Once per request while a page renders. */
export const currentAgent = cache(findCurrentAgent)
