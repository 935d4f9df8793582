import { arriveAgent } from '@/server/agents/arrival'
import { publicRoute } from '@/server/route'

/** Where the company's identity provider sends an agent back to. */
export const GET = publicRoute(arriveAgent)
