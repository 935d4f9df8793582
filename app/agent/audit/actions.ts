'use server'

import { z } from 'zod'
import { stopInput } from '@/lib/schemas/support-stop'
import { agentAction } from '@/server/agents/action'
import { allowAccount, allowEverywhere, checkChain, stopAccount, stopEverywhere } from '@/server/agents/oversight'

const NOTHING = z.strictObject({})
const PAGE = '/agent/audit'

export const check = agentAction({
  name: 'agent.audit-check',
  needs: 'lead',
  input: NOTHING,
  run: checkChain,
  leadsTo: `${PAGE}#chain`,
})

export const stopAll = agentAction({
  name: 'agent.stop-all',
  needs: 'lead',
  input: NOTHING,
  run: stopEverywhere,
  leadsTo: PAGE,
})

export const allowAll = agentAction({
  name: 'agent.allow-all',
  needs: 'lead',
  input: NOTHING,
  run: allowEverywhere,
  leadsTo: PAGE,
})

export const block = agentAction({
  name: 'agent.block',
  needs: 'lead',
  input: stopInput,
  run: stopAccount,
  leadsTo: PAGE,
})

export const unblock = agentAction({
  name: 'agent.unblock',
  needs: 'lead',
  input: stopInput,
  run: allowAccount,
  leadsTo: PAGE,
})
