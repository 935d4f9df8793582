import { page } from './browser.ts'
import { depthOf } from './depth.ts'
import type { Load } from './load.ts'
import { load } from './load.ts'
import type { Server } from './servers.ts'
import { setLatency, takeCalls } from './servers.ts'
import type { Weight } from './weight.ts'
import { weigh } from './weight.ts'

export type Target = {
  readonly name: string
  readonly path: string
  readonly cookie: string
  /** How many round trips one after another it may take: one unless said. */
  readonly depth?: number
  /** How many requests at once, when what the settings say would only measure a queue. */
  readonly connections?: number
}
export type Servers = { readonly sandbox: Server; readonly portal: Server }

export type Times = { readonly latency: number; readonly firstByte: number; readonly whole: number }
export type Calls = { readonly actions: readonly string[]; readonly depth: number }
export type Measured = {
  readonly name: string
  readonly path: string
  readonly mayDepth: number
  readonly calls: Calls
  readonly times: readonly Times[]
  readonly rounds: readonly Load[]
  readonly weight: Weight
}

const VIEWS = 30
const WARM_UP = 5
/** Far above what the processes themselves take, so that calls sent together are seen together. */
const DEPTH_LATENCY = 150
const DEPTH_VIEWS = 5

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/** The worst of several views. What is the same for everyone is kept by then, as it is for all but the first visitor. */
async function callsOf({ sandbox, portal }: Servers, { path, cookie }: Target): Promise<Calls> {
  await setLatency(sandbox, DEPTH_LATENCY)
  const views: Calls[] = []
  for (let view = 0; view < DEPTH_VIEWS; view += 1) {
    await page(portal.url + path, cookie)
    const calls = await takeCalls(sandbox)
    if (view > 0) views.push({ actions: calls.map(({ action }) => action).sort(), depth: depthOf(calls) })
  }
  const [worst] = views.toSorted((a, b) => b.depth - a.depth || b.actions.length - a.actions.length)
  return worst ?? { actions: [], depth: 0 }
}

async function timesOf({ sandbox, portal }: Servers, { path, cookie }: Target, latency: number): Promise<Times> {
  await setLatency(sandbox, latency)
  const views = []
  for (let view = 0; view < WARM_UP + VIEWS; view += 1) views.push(await page(portal.url + path, cookie))
  const counted = views.slice(WARM_UP)
  return {
    latency,
    firstByte: median(counted.map(({ firstByte }) => firstByte)),
    whole: median(counted.map(({ whole }) => whole)),
  }
}

export type Plan = {
  readonly latency: number
  readonly latencies: readonly number[]
  readonly seconds: number
  readonly connections: number
  readonly rounds: number
}

/** All pages in turn, round after round, so that a disturbance of the machine does not meet one page alone. */
async function loads(servers: Servers, targets: readonly Target[], plan: Plan): Promise<Load[][]> {
  await setLatency(servers.sandbox, plan.latency)
  const results: Load[][] = targets.map(() => [])
  for (let round = 0; round <= plan.rounds; round += 1) {
    for (const [index, target] of targets.entries()) {
      const warming = round === 0
      const label = warming ? `Warming up ${target.name}` : `Load ${round} of ${plan.rounds}: ${target.name}`
      const seconds = warming ? Math.min(4, plan.seconds) : plan.seconds
      const result = await load(label, { ...servers, ...target }, seconds, target.connections ?? plan.connections)
      if (!warming) results[index]?.push(result)
    }
  }
  return results
}

export async function measure(servers: Servers, targets: readonly Target[], plan: Plan): Promise<Measured[]> {
  // Load first: what is timed afterwards is code that the engine has compiled, as in a process that serves for days.
  const rounds = await loads(servers, targets, plan)
  await takeCalls(servers.sandbox)
  const measured: Measured[] = []
  for (const [index, target] of targets.entries()) {
    console.log(`Timing ${target.name}…`)
    const times: Times[] = []
    for (const latency of plan.latencies) times.push(await timesOf(servers, target, latency))
    await takeCalls(servers.sandbox)
    measured.push({
      name: target.name,
      path: target.path,
      mayDepth: target.depth ?? 1,
      calls: await callsOf(servers, target),
      times,
      rounds: rounds[index] ?? [],
      weight: await weigh(servers.portal.url, target.path, target.cookie),
    })
  }
  return measured
}
