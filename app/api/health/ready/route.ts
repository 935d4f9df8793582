import { isReady } from '@/server/observability/health'
import { publicRoute } from '@/server/route'

/** The store can be written. A dead WHMCS does not make the portal unready: it still says so to its customers. */
export const GET = publicRoute(async () => {
  const ready = await isReady()
  return Response.json({ status: ready ? 'ready' : 'not ready' }, { status: ready ? 200 : 503 })
})
