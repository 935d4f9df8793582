import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import type { AgentNeeds } from '@/lib/schemas/agent'
import { errorFields, log } from '@/server/observability/log'
import { requestInfo } from '@/server/request'
import type { Admitted } from './admitted'
import { admit } from './admitted'
import { readers } from './connections'
import { findCurrentAgent } from './session'

/** A GET of data, for agents. Who may not have it is told that it does not exist. */
export function agentRoute<N extends AgentNeeds, S extends z.ZodType>(spec: {
  readonly needs: N
  readonly query: S
  readonly load: (agent: Admitted<NoInfer<N>>, query: z.output<S>) => Promise<Response>
}): (request: Request) => Promise<Response> {
  return async (request) => {
    const info = await requestInfo()
    const answer = async () => {
      const session = await findCurrentAgent()
      if (!session) return new Response(null, { status: 303, headers: { location: '/agent/sign-in' } })
      const agent = admit(session, spec.needs, { info, whmcs: readers() })
      const query = spec.query.safeParse(Object.fromEntries(new URL(request.url).searchParams))
      return agent && query.success ? spec.load(agent, query.data) : new Response(null, { status: 404 })
    }
    const response = await answer().catch((error: unknown) => {
      unstable_rethrow(error)
      log('error', 'route.failed', { path: new URL(request.url).pathname, ...errorFields(error) })
      return new Response(null, { status: 500 })
    })
    response.headers.set('cache-control', 'private, no-store')
    response.headers.set('x-request-id', info.ref)
    return response
  }
}
