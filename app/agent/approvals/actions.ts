'use server'

import { requestInput } from '@/lib/schemas/support-consent'
import { agentAction } from '@/server/agents/action'
import { tellOwner } from '@/server/support/begun'
import { approve } from '@/server/support/waiting'

/** A lead's yes: the owner is told at once. */
export const allowRequest = agentAction({
  name: 'agent.request.allow',
  needs: 'lead',
  input: requestInput,
  run: async (lead, { request: id }) => {
    const allowed = await approve(lead, id, 'allowed')
    if (!allowed) return
    const { agentName, ticket, reason } = allowed.request
    await tellOwner('override', allowed.to, { agent: agentName, ticket, reason })
  },
  leadsTo: '/agent/approvals',
})

export const refuseRequest = agentAction({
  name: 'agent.request.refuse',
  needs: 'lead',
  input: requestInput,
  run: async (lead, { request }) => {
    await approve(lead, request, 'refused')
  },
  leadsTo: '/agent/approvals',
})
