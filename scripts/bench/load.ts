import { z } from 'zod'
import { step } from '../processes.ts'
import { cpuMs } from './usage.ts'
import type { Server } from './servers.ts'

const report = z.object({
  requests: z.object({ average: z.number(), total: z.number() }),
  latency: z.object({ p50: z.number(), p99: z.number() }),
  errors: z.number(),
  timeouts: z.number(),
  non2xx: z.number(),
})

export type Load = {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  /** Of the portal's process for one request; null where it cannot be known. */
  readonly cpuMs: number | null
  /** How busy the sandbox was meanwhile, 1 being a whole core: near 1 it is what was measured. */
  readonly sandboxBusy: number | null
}

type Target = { readonly portal: Server; readonly sandbox: Server; readonly path: string; readonly cookie: string }

function since(before: number | null, now: number | null, divisor: number): number | null {
  return before === null || now === null || divisor === 0 ? null : (now - before) / divisor
}

/** @throws Error when anything but good answers came: a fast error page is no result. */
export async function load(label: string, target: Target, seconds: number, connections: number): Promise<Load> {
  const { portal, sandbox, path, cookie } = target
  const before = { portal: cpuMs(portal.pid), sandbox: cpuMs(sandbox.pid), at: performance.now() }
  const headers = [`cookie=${cookie}`, 'accept=text/html', 'accept-encoding=gzip', 'accept-language=en']
  const args = ['--json', '--connections', String(connections), '--duration', String(seconds)]
  const said = await step(label, 'autocannon', [...args, ...headers.flatMap((one) => ['-H', one]), portal.url + path])
  const line = said.split('\n').find((one) => one.startsWith('{'))
  const { requests, latency, errors, timeouts, non2xx } = report.parse(JSON.parse(line ?? ''))
  if (errors + timeouts + non2xx > 0) {
    throw new Error(`${path} under load: ${errors} errors, ${timeouts} timeouts, ${non2xx} bad answers`)
  }
  return {
    perSecond: requests.average,
    p50: latency.p50,
    p99: latency.p99,
    cpuMs: since(before.portal, cpuMs(portal.pid), requests.total),
    sandboxBusy: since(before.sandbox, cpuMs(sandbox.pid), performance.now() - before.at),
  }
}
