import 'server-only'
import type { WriteClass } from '@/lib/support-class'
import { agentKey } from '@/lib/ids'
import type { Viewer } from '@/server/access/viewer'
import { makeViewer } from '@/server/access/viewer'
import { PortalError } from '@/server/errors'
import { toFailure } from '@/server/failure'
import type { RequestInfo } from '@/server/request'
import { store } from '@/server/store/current'
import type { Grant } from '@/server/store/grants'
import { transact } from '@/server/store/transaction'
import { isWriting } from '@/server/store/write-grants'
import { classWriter } from '@/server/whmcs/class-writer'
import type { Writer } from '@/server/whmcs/client'
import { getClientOnly } from '@/server/whmcs/clients'
import { installation } from '@/server/whmcs/installations'
import { logActivity } from '@/server/whmcs/settings'
import { trace } from './trail'

/** A grant under which something may be changed. */
export type WritingGrant = Grant & { readonly writing: NonNullable<Grant['writing']> }

export function mayChange(grant: Grant, kind: WriteClass): grant is WritingGrant {
  return grant.writing?.class === kind
}

/**
 * An agent in the owner's place who carries out the action `name`: over a connection that sends what their class may, and
 * sends nothing before the change is on record.
 */
export async function changingViewer(
  grant: WritingGrant,
  name: string,
  info: Pick<RequestInfo, 'ref' | 'ip'>,
): Promise<Viewer<Writer>> {
  const { location, owner: person, client: clientId, writing } = grant
  let recorded = false
  const whmcs = classWriter(installation(location), writing.class, () => recorded)
  // The mail that some actions send goes to the account, never to the agent.
  const { email } = await getClientOnly(whmcs, clientId)
  return makeViewer({ location, person, email, clientId }, whmcs, {
    grant,
    async changing(change) {
      const { db } = await store()
      await transact(db, async (trx) => {
        // It may have been ended since the form was let in.
        if (!(await isWriting(trx, writing.id, new Date()))) throw new PortalError('signed_out')
        await trace(grant, info, { event: 'support.change', outcome: 'attempted', of: name, change }, trx)
      })
      recorded = true
    },
  })
}

/** What the audit says beside what every action says. */
export function detailsUnder({ id, writing }: WritingGrant) {
  return { grant: id, write: writing.id }
}

/** WHMCS's own log says it too, for staff who look there: what was done, and what may have been. */
export async function told<T>(grant: WritingGrant, name: string, later: Later, work: () => Promise<T>): Promise<T> {
  const note = (end: string) =>
    later('support.note', () => {
      const { agent, ticket, client, location } = grant
      const text = `Atrium: support agent ${agent.name} (${agentKey(agent.id)}) on behalf of the customer: ${name}${end}, for ticket #${ticket}`
      return logActivity(installation(location), text, client)
    })
  try {
    const done = await work()
    note('')
    return done
  } catch (error) {
    const { code } = toFailure(error, '')
    if (code === 'outcome_unknown' || code === 'unexpected') note(' (outcome unknown)')
    throw error
  }
}

type Later = (name: string, work: () => Promise<void>) => void
