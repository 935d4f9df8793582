import type { Context, Next } from 'hono'
import { setTimeout as sleep } from 'node:timers/promises'
import { pageFor } from '../wire/breakage.ts'
import { dropConnection } from '../wire/socket.ts'
import type { World } from '../world.ts'

/**
 * Faults for pages: those whose `action` is the path, such as `/dl.php`. A fault for any action leaves them alone, so
 * that it counts API calls and nothing else.
 */
export async function pageFaults(world: World, c: Context, next: Next): Promise<Response | undefined> {
  const faults = world.faults.strikeNamed(c.req.path)
  for (const { fault, ms } of faults) if (fault === 'latency') await sleep(ms ?? 0)
  if (faults.some(({ fault }) => fault === 'reset-before')) return dropConnection(c)
  const page = pageFor(faults.find(({ fault }) => ['maintenance', 'html', 'status'].includes(fault)))
  if (page !== undefined) return new Response(page.body, { status: page.http, headers: { 'content-type': page.type } })
  await next()
  if (faults.some(({ fault }) => fault === 'apply-then-reset')) c.res = dropConnection(c)
  return undefined
}
