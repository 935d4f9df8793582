import 'server-only'
import { env } from '@/server/env'
import { PortalError } from '@/server/errors'
import { store } from '@/server/store/current'
import type { Account } from '@/server/store/support-stops'
import { endVisits, isSupportStopped } from '@/server/store/support-stops'

/** What the configuration says. It holds from the next start of the portal. */
export function isSupportOn(): boolean {
  return env().PORTAL_SUPPORT_ACCESS === 'on'
}

/** @throws PortalError `rejected` (`support_stopped`): everywhere, or for this account */
export async function refuseStopped(account: Account): Promise<void> {
  const { db } = await store()
  if (!isSupportOn() || (await isSupportStopped(db, account))) {
    throw new PortalError('rejected', { message: 'support_stopped' })
  }
}

/** Whoever was in an account when the portal was switched off is not shown as being in there. */
export async function endVisitsWhenOff(): Promise<void> {
  if (isSupportOn()) return
  const { db } = await store()
  await endVisits(db, null, new Date())
}
