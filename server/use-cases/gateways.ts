import 'server-only'
import { locationId } from '@/lib/ids'
import type { Viewer } from '@/server/access/viewer'
import { sharedValue } from '@/server/cache'
import { errorFields, log } from '@/server/observability/log'
import { listGateways } from '@/server/whmcs/gateways'
import { installation } from '@/server/whmcs/installations'

const gatewaysOf = sharedValue(600, (location) => listGateways(installation(locationId(location))))

/**
 * What WHMCS calls a way to pay (`stripe`), in the name that customers know. Only a name: when WHMCS does not tell it,
 * the invoice is shown with WHMCS's own word instead of not at all.
 */
export async function gatewayNames(viewer: Viewer): Promise<(module: string) => string> {
  try {
    const gateways = await gatewaysOf(viewer.location)
    return (module) => gateways.find((gateway) => gateway.module === module)?.name ?? module
  } catch (error) {
    log('warn', 'gateways.unnamed', errorFields(error))
    return (module) => module
  }
}
