import 'server-only'
import type { Currency, Decimal } from '@/lib/money'
import type { Viewer } from '@/server/access/viewer'
import { sharedValue } from '@/server/cache'
import { PortalError } from '@/server/errors'
import { locationId } from '@/lib/ids'
import { installation } from '@/server/whmcs/installations'
import type { RatedCurrency } from '@/server/whmcs/settings'
import { listCurrencies } from '@/server/whmcs/settings'

const currenciesOf = sharedValue(600, (location) => listCurrencies(installation(locationId(location))))

async function ratedCurrencyOf(viewer: Viewer): Promise<RatedCurrency> {
  const [{ client }, currencies] = await Promise.all([viewer.account(), currenciesOf(viewer.location)])
  const currency = currencies.find(({ id }) => id === client.currencyId)
  if (!currency) throw new PortalError('unavailable')
  return currency
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
