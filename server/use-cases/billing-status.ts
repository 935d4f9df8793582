import 'server-only'
import { locationId } from '@/lib/ids'
import { sharedValue } from '@/server/cache'
import { isUnavailable } from '@/server/errors'
import { installation, installations } from '@/server/whmcs/installations'
import { listCurrencies } from '@/server/whmcs/settings'

/** However many pages wait, WHMCS is asked once in this many seconds. */
const ASKED_EVERY_SECONDS = 5

const answering = sharedValue(ASKED_EVERY_SECONDS, async (location) => {
  try {
    await listCurrencies(installation(locationId(location)))
    return true
  } catch (error) {
    if (!isUnavailable(error)) throw error
    return false
  }
})

/** Whether every WHMCS answers; nothing of a customer's is in it, so nobody needs to be signed in. */
export async function isBillingAnswering(): Promise<boolean> {
  const all = await Promise.all([...installations().keys()].map(answering))
  return all.every(Boolean)
}
