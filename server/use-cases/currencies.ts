import 'server-only'
import type { Currency, Decimal } from '@/lib/money'
import type { Viewer } from '@/server/access/viewer'
import { sharedValue } from '@/server/cache'
import { PortalError } from '@/server/errors'
import type { LocationId } from '@/lib/ids'
import { locationId } from '@/lib/ids'
import { installation } from '@/server/whmcs/installations'
import type { RatedCurrency } from '@/server/whmcs/settings'
import { listCurrencies } from '@/server/whmcs/settings'

const currenciesOf = sharedValue(600, (location) => listCurrencies(installation(locationId(location))))

/** @throws PortalError `unavailable` when WHMCS does not name its own client's currency */
export async function currencyById(location: LocationId, id: number): Promise<RatedCurrency> {
  const currency = (await currenciesOf(location)).find((one) => one.id === id)
  if (!currency) throw new PortalError('unavailable')
  return currency
}

async function ratedCurrencyOf(viewer: Viewer): Promise<RatedCurrency> {
  // Both go out together; what comes of the second is kept for the line below.
  const [{ client }] = await Promise.all([viewer.account(), currenciesOf(viewer.location)])
  return currencyById(viewer.location, client.currencyId)
}

/** How the client's money is written. One currency per client, WHMCS's rule. */
export async function currencyOf(viewer: Viewer): Promise<Currency> {
  const { id, code, prefix, suffix, format } = await ratedCurrencyOf(viewer)
  return { id, code, prefix, suffix, format }
}

/** What one of the default currency, in which WHMCS keeps its settings, is worth in the client's. */
export async function rateOf(viewer: Viewer): Promise<Decimal> {
  return (await ratedCurrencyOf(viewer)).rate
}
