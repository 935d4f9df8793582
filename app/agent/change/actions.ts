'use server'

import { changeInput } from '@/lib/schemas/support'
import { CLASS_HOME } from '@/lib/support-class'
import { agentAction } from '@/server/agents/action'
import { tellOwner } from '@/server/support/begun'
import { beginChange } from '@/server/support/change'
import { keepGrant } from '@/server/support/cookie'

/** An agent in an account may change one class of things. The owner is told by mail at once. */
export const beginChanging = agentAction({
  name: 'support.begin-change',
  needs: 'agent',
  input: changeInput,
  run: async (agent, input) => {
    const { handle, grant, to } = await beginChange(agent, input)
    await keepGrant(handle)
    const { ticket, writing } = grant
    await tellOwner('change', to, { agent: grant.agent.name, ticket, reason: writing.reason, what: writing.class })
    return writing.class
  },
  leadsTo: (what) => CLASS_HOME[what],
})
