import 'server-only'
import { PortalError } from '@/server/errors'
import { locationName, locations } from '@/server/locations'
import { log } from '@/server/observability/log'
import type { RequestInfo } from '@/server/request'
import { append } from '@/server/store/audit'
import type { Limit } from '@/server/store/counters'
import { hit } from '@/server/store/counters'
import { store } from '@/server/store/current'
import { installations } from '@/server/whmcs/installations'
import { listCurrencies } from '@/server/whmcs/settings'
import { resetPassword } from '@/server/whmcs/users'
import { emailKey } from './email-key'

const PER_ADDRESS: Limit = { name: 'password.forgot.address', max: 10, windowSeconds: 3600 }
const PER_ACCOUNT: Limit = { name: 'password.forgot.account', max: 3, windowSeconds: 3600 }

type Sender = Pick<RequestInfo, 'ip' | 'ref'>

/**
 * What is asked before the answer, and none of it about an address: whether this sender has asked too often, and whether
 * WHMCS answers at all.
 * @throws PortalError `rate_limited`; WhmcsError when WHMCS does not answer
 */
export async function admitAsker({ ip }: Sender): Promise<void> {
  const { db } = await store()
  const { allowed } = await hit(db, PER_ADDRESS, ip, new Date())
  if (!allowed) throw new PortalError('rate_limited')
  const asked = [...installations().values()].map(listCurrencies)
  // Where one does not answer, the others' customers are served.
  await Promise.any(asked).catch(() => asked[0])
}

/**
 * Has WHMCS mail its link, every installation that knows the address, at most three times an hour to one address. Run after the answer was sent, which is the same
 * for every address: unknown, or asked for too often. @throws WhmcsError, for the log
 */
export async function sendResetLink(email: string, { ip, ref }: Sender): Promise<void> {
  const { db } = await store()
  const { allowed } = await hit(db, PER_ACCOUNT, emailKey(email), new Date())
  if (!allowed) {
    log('info', 'password.forgot', { outcome: 'limited' })
    return
  }
  const asked = await Promise.allSettled(
    [...installations().values()].map(async (whmcs) => {
      const sent = await resetPassword(whmcs, email)
      const outcome = sent ? 'done' : 'refused'
      const entry = { at: new Date(), location: whmcs.location, actor: 'anonymous', client: null, ref, ip } as const
      await append(db, { ...entry, event: 'password.forgot', outcome })
    }),
  )
  for (const one of asked) if (one.status === 'rejected') throw one.reason
}

/** Where the links in WHMCS's mails lead, and where WHMCS itself sends a new one; `name` where there are several. */
export function resetElsewhere(): readonly { host: string; url: string; name: string | null }[] {
  return locations().map(({ id, url }) => ({
    host: new URL(url).host,
    url: `${url}/pwreset.php`,
    name: locationName(id),
  }))
}
