'use server'

import { z } from 'zod'
import { agentAction } from '@/server/agents/action'
import { leave } from '@/server/agents/cookie'
import { signOutAgent } from '@/server/agents/sign-in'

export const signOut = agentAction({
  name: 'agent.sign-out',
  needs: 'agent',
  input: z.strictObject({}),
  run: async (agent) => {
    await signOutAgent(agent)
    await leave()
  },
  leadsTo: '/agent/sign-in?signed-out=1',
})
