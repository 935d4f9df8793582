import 'server-only'
import type { LocationId } from '@/lib/ids'
import { locationId } from '@/lib/ids'
import { env } from '@/server/env'
import { isAgents, nextCall } from '@/server/observability/context'
import { log } from '@/server/observability/log'
import type { Writer } from './client'
import { connect } from './client'

declare global {
  var atriumInstallations: ReadonlyMap<LocationId, Writer> | undefined
}

function open(): ReadonlyMap<LocationId, Writer> {
  return new Map(
    env().whmcs.map((connection) => {
      const location = locationId(connection.location)
      const writer = connect(
        { ...connection, location },
        {
          nameCall: nextCall,
          // An agent's trace names the calls: they must be found in the log, whatever its level usually is.
          onCall: (call) => log(call.outcome === 'ok' ? (isAgents() ? 'info' : 'debug') : 'warn', 'whmcs.call', call),
        },
      )
      return [location, writer]
    }),
  )
}

/** Every configured WHMCS. One keep-alive pool each, shared by the whole process. */
export function installations(): ReadonlyMap<LocationId, Writer> {
  globalThis.atriumInstallations ??= open()
  return globalThis.atriumInstallations
}

/** @throws RangeError for a location that is no longer configured: a session of a removed installation. */
export function installation(location: LocationId): Writer {
  const writer = installations().get(location)
  if (!writer) throw new RangeError('no such location')
  return writer
}
