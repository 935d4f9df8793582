import 'server-only'
import type { ClientId } from '@/lib/ids'
import { clientId } from '@/lib/ids'
import type { RevealInput } from '@/lib/schemas/support-reveal'
import type { Admitted } from '@/server/agents/admitted'
import { record } from '@/server/agents/audit'
import { accountAt, placeOf } from '@/server/agents/sheet'
import { PortalError } from '@/server/errors'
import type { Limit } from '@/server/store/counters'
import { hit } from '@/server/store/counters'
import { store } from '@/server/store/current'
import type { Reader } from '@/server/whmcs/client'
import { readOnly } from '@/server/whmcs/client'
import { listContacts } from '@/server/whmcs/contacts'
import { listPayMethods } from '@/server/whmcs/gateways'
import { installation } from '@/server/whmcs/installations'
import { findHeldGrant } from './current'

/** Hidden values that an agent may have shown in an hour. */
const REVEALS: Limit = { name: 'support.reveal', max: 30, windowSeconds: 3600 }

/** @throws PortalError `not_found`, also for what is another client's */
async function valueOf(whmcs: Reader, client: ClientId, { what, of }: RevealInput): Promise<string> {
  const found = <T extends { readonly id: number }>(rows: readonly T[]): T => {
    const row = rows.find(({ id }) => id === of)
    if (!row) throw new PortalError('not_found')
    return row
  }
  switch (what) {
    case 'phone':
      return found([(await accountAt(whmcs, client)).client]).phone
    case 'taxId':
      return found([(await accountAt(whmcs, client)).client]).taxId
    case 'contactPhone':
      return found(await listContacts(whmcs, client)).phone
    case 'cardDigits':
      return found(await listPayMethods(whmcs, client)).lastFour
  }
}

/**
 * One value that is hidden from support, for the page that asks for it. The name of the field is on record before the value
 * is told; the value never is.
 * @throws PortalError `not_found`, `rate_limited`
 */
export async function reveal(by: Admitted<'agent'>, input: RevealInput): Promise<string> {
  const { db } = await store()
  if (!(await hit(db, REVEALS, String(by.agent.id), new Date())).allowed) throw new PortalError('rate_limited')
  const { location } = placeOf(by, input.location)
  const account = { location, client: clientId(input.client) }
  const value = await valueOf(readOnly(installation(location)), account.client, input)
  const held = await findHeldGrant()
  const visit = held.kind === 'living' && held.grant.client === account.client ? { grant: held.grant.id } : {}
  const target = `${input.what}:${input.of}`
  await record(by, { event: 'support.reveal', outcome: 'done', target, account, details: visit })
  return value
}
