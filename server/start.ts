import 'server-only'
import { guardRequests } from './edge'
import { env } from './env'
import { log } from './observability/log'
import { store } from './store/current'

export async function startServer(): Promise<void> {
  guardRequests(env().TRUSTED_PROXY_HOPS)
  await store()
  log('info', 'server.started')
}
