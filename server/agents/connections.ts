import 'server-only'
import type { LocationId } from '@/lib/ids'
import type { Reader } from '@/server/whmcs/client'
import { readOnly } from '@/server/whmcs/client'
import { installations } from '@/server/whmcs/installations'
import { masking } from '@/server/whmcs/masking'

/** Every WHMCS, for agents: connections with nothing on them but reading, and without what is hidden. The only way from here to WHMCS. */
export function readers(): ReadonlyMap<LocationId, Reader> {
  return new Map([...installations()].map(([location, whmcs]) => [location, masking(readOnly(whmcs))]))
}
