import 'server-only'
import type { ReactNode } from 'react'
import { notFound, redirect, unstable_rethrow } from 'next/navigation'
import type { AgentNeeds } from '@/lib/schemas/agent'
import { PortalError } from '@/server/errors'
import { currentHost } from '@/server/hosts'
import { instead, report } from '@/server/page'
import { requestInfo } from '@/server/request'
import type { Admitted } from './admitted'
import { admit } from './admitted'
import { readers } from './connections'
import { currentAgent } from './session'

async function admittedAgent<N extends AgentNeeds>(needs: N): Promise<Admitted<N>> {
  if ((await currentHost()) === 'customers') throw new PortalError('not_found')
  const session = (await currentAgent()) ?? redirect('/agent/sign-in')
  const found = admit(session, needs, { info: await requestInfo(), whmcs: readers() })
  // What an agent may not open answers like what does not exist.
  if (!found) throw new PortalError('not_found')
  return found
}

/** The agents' one path down: who is asking, may they, then the use case, then the page. WHMCS is only read. */
export async function agentRead<N extends AgentNeeds, T>(
  needs: N,
  load: (agent: Admitted<NoInfer<N>>) => Promise<T>,
  render: (data: T, agent: Admitted<NoInfer<N>>) => ReactNode,
): Promise<ReactNode> {
  try {
    const agent = await admittedAgent(needs)
    return render(await load(agent), agent)
  } catch (error) {
    return instead(error, needs, '/agent')
  }
}

/** A part of an agents' page, which fails alone. */
export async function agentPanel<N extends AgentNeeds, T>(
  needs: N,
  load: (agent: Admitted<NoInfer<N>>) => Promise<T>,
  render: (data: T) => ReactNode,
  failed: (reference: string) => ReactNode,
): Promise<ReactNode> {
  try {
    return render(await load(await admittedAgent(needs)))
  } catch (error) {
    unstable_rethrow(error)
    report(error, needs)
    return failed((await requestInfo()).ref)
  }
}

/** The pages before an agent is signed in. Whoever is signed in already has no business there. */
export async function agentEntrance(): Promise<void> {
  if ((await currentHost()) === 'customers') notFound()
  if (await currentAgent()) redirect('/agent')
}
