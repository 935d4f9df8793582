'use server'

import { z } from 'zod'
import { agentAction } from '@/server/agents/action'
import { begun, refuseBesideCustomer } from '@/server/support/begun'
import * as waiting from '@/server/support/waiting'

/** Into the account, after a yes. */
export const enterAllowed = agentAction({
  name: 'support.begin.allowed',
  needs: 'agent',
  input: z.strictObject({}),
  run: async (agent) => {
    await refuseBesideCustomer()
    await begun(await waiting.enterAllowed(agent))
  },
  leadsTo: '/',
})

export const withdraw = agentAction({
  name: 'agent.request.withdraw',
  needs: 'agent',
  input: z.strictObject({}),
  run: waiting.withdraw,
  leadsTo: '/agent/waiting',
})
