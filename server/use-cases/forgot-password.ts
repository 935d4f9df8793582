import 'server-only'
import { env } from '@/server/env'
import { PortalError } from '@/server/errors'
import { log } from '@/server/observability/log'
import type { RequestInfo } from '@/server/request'
import { append } from '@/server/store/audit'
import type { Limit } from '@/server/store/counters'
import { hit } from '@/server/store/counters'
import { store } from '@/server/store/current'
import type { Writer } from '@/server/whmcs/client'
import { installations } from '@/server/whmcs/installations'
import { listCurrencies } from '@/server/whmcs/settings'
import { resetPassword } from '@/server/whmcs/users'
import { emailKey } from './email-key'

const PER_ADDRESS: Limit = { name: 'password.forgot.address', max: 10, windowSeconds: 3600 }
const PER_ACCOUNT: Limit = { name: 'password.forgot.account', max: 3, windowSeconds: 3600 }

type Sender = Pick<RequestInfo, 'ip' | 'ref'>

/** As for signing in, the first installation is the one that people sign in to. */
function signInInstallation(): Writer {
  const [whmcs] = installations().values()
  if (!whmcs) throw new PortalError('unavailable')
  return whmcs
}

/**
 * What is asked before the answer, and none of it about an address: whether this sender has asked too often, and whether
 * WHMCS answers at all.
 * @throws PortalError `rate_limited`; WhmcsError when WHMCS does not answer
 */
export async function admitAsker({ ip }: Sender): Promise<void> {
  const { db } = await store()
  const { allowed } = await hit(db, PER_ADDRESS, ip, new Date())
  if (!allowed) throw new PortalError('rate_limited')
  await listCurrencies(signInInstallation())
}

/**
 * Has WHMCS mail its link, at most three times an hour to one address. Run after the answer was sent, which is the same
 * for every address: unknown, or asked for too often. @throws WhmcsError, for the log
 */
export async function sendResetLink(email: string, { ip, ref }: Sender): Promise<void> {
  const { db } = await store()
  const { allowed } = await hit(db, PER_ACCOUNT, emailKey(email), new Date())
  if (!allowed) {
    log('info', 'password.forgot', { outcome: 'limited' })
    return
  }
  const whmcs = signInInstallation()
  const sent = await resetPassword(whmcs, email)
  await append(db, {
    at: new Date(),
    location: whmcs.location,
    actor: 'anonymous',
    client: null,
    event: 'password.forgot',
    outcome: sent ? 'done' : 'refused',
    ref,
    ip,
  })
}

/** Where the links in WHMCS's mails lead, and where WHMCS itself sends a new one. */
export function resetElsewhere(): { host: string; url: string } {
  const base = env().whmcs[0]?.url ?? ''
  return { host: new URL(base).host, url: `${base}/pwreset.php` }
}
