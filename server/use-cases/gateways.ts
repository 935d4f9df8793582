import 'server-only'
import { locationId } from '@/lib/ids'
import type { Gateway } from '@/lib/schemas/money'
import type { Viewer } from '@/server/access/viewer'
import { sharedValue } from '@/server/cache'
import { errorFields, log } from '@/server/observability/log'
import { listGateways } from '@/server/whmcs/gateways'
import { installation } from '@/server/whmcs/installations'

const gatewaysOf = sharedValue(600, (location) => listGateways(installation(locationId(location))))

/** The ways to pay that the installation has; none when WHMCS does not tell them. */
export async function allGateways(viewer: Viewer): Promise<readonly Gateway[]> {
  try {
    return await gatewaysOf(viewer.location)
  } catch (error) {
    log('warn', 'gateways.unnamed', errorFields(error))
    return []
  }
}

/**
 * What WHMCS calls a way to pay (`stripe`), in the name that customers know. Only a name: when WHMCS does not tell it,
 * the invoice is shown with WHMCS's own word instead of not at all.
 */
export async function gatewayNames(viewer: Viewer): Promise<(module: string) => string> {
  const gateways = await allGateways(viewer)
  return (module) => gateways.find((gateway) => gateway.module === module)?.name ?? module
}
