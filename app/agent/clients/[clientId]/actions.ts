'use server'

import { revealInput } from '@/lib/schemas/support-reveal'
import { agentAnswer } from '@/server/agents/action'
import * as hidden from '@/server/support/reveal'

/** One hidden value, on a customer's sheet and in their account. */
export const reveal = agentAnswer({
  name: 'agent.reveal',
  needs: 'agent',
  input: revealInput,
  run: hidden.reveal,
})
