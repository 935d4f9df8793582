import 'server-only'
import type { Currency } from '@/lib/money'
import type { Viewer } from '@/server/access/viewer'
import { sharedValue } from '@/server/cache'
import { PortalError } from '@/server/errors'
import { locationId } from '@/lib/ids'
import { installation } from '@/server/whmcs/installations'
import { listCurrencies } from '@/server/whmcs/settings'

const currenciesOf = sharedValue(600, (location) => listCurrencies(installation(locationId(location))))

/** How the client's money is written. One currency per client, WHMCS's rule. */
export async function currencyOf(viewer: Viewer): Promise<Currency> {
  const [{ client }, currencies] = await Promise.all([viewer.account(), currenciesOf(viewer.location)])
  const currency = currencies.find(({ id }) => id === client.currencyId)
  if (!currency) throw new PortalError('unavailable')
  return currency
}
