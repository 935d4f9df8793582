'use server'

import { enterInput } from '@/lib/schemas/support'
import { agentAction } from '@/server/agents/action'
import { enterAccount } from '@/server/support/enter'
import { begun, refuseBesideCustomer, tellOwner } from '@/server/support/begun'

/** The way into a customer's account, to read, or the question for it. The owner is told by mail. */
export const enter = agentAction({
  name: 'support.begin',
  needs: 'agent',
  input: enterInput,
  run: async (agent, input) => {
    await refuseBesideCustomer()
    const entry = await enterAccount(agent, input)
    if (entry.kind === 'entered') await begun(entry)
    else if (entry.decider === 'owner') {
      const { ticket, reason } = entry.plan
      await tellOwner('asked', entry.to, { agent: agent.agent.name, ticket, reason })
    }
    return entry.kind
  },
  leadsTo: (kind) => (kind === 'entered' ? '/' : '/agent/waiting'),
})
