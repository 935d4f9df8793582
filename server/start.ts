import 'server-only'
import { guardRequests } from './edge'
import { env } from './env'
import { startHousekeeping, startReconciling, startWatching } from './housekeeping'
import { structureConsole } from './observability/console'
import { log } from './observability/log'
import { store } from './store/current'
import { endVisitsWhenOff } from './support/switches'

export async function startServer(): Promise<void> {
  guardRequests(env().TRUSTED_PROXY_HOPS)
  if (env().NODE_ENV === 'production') structureConsole()
  await store()
  await endVisitsWhenOff()
  startHousekeeping()
  startReconciling()
  startWatching()
  log('info', 'server.started')
}
