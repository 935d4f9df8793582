import { mkdirSync, writeFileSync } from 'node:fs'
import { arch, cpus, totalmem, type } from 'node:os'
import { page, signIn } from './bench/browser.ts'
import { goalsOf } from './bench/goals.ts'
import type { Measured, Plan, Servers, Target } from './bench/pages.ts'
import { measure } from './bench/pages.ts'
import { goalTable, speedTable, weightTable } from './bench/report.ts'
import { startPortal, startSandbox } from './bench/servers.ts'
import { rssMb } from './bench/usage.ts'
import { buildIfStale } from './build.ts'
import { stopAll, stopOnSignal } from './processes.ts'

function setting(name: string, usual: number): number {
  const text = process.env[name] || String(usual)
  if (!/^\d{1,5}$/.test(text)) throw new Error(`${name} must be a whole number, not "${text}".`)
  return Number(text)
}

function planned(): Plan {
  const latency = setting('BENCH_LATENCY', 20)
  return {
    latency,
    latencies: [...new Set([0, 20, latency, 150])].sort((a, b) => a - b),
    seconds: setting('BENCH_SECONDS', 8),
    connections: setting('BENCH_CONNECTIONS', 10),
    rounds: setting('BENCH_ROUNDS', 3),
  }
}

async function targetsOf({ portal }: Servers): Promise<Target[]> {
  const cookie = await signIn(portal.url, 'large@example.com', 'atrium-demo')
  const few = await signIn(portal.url, 'owner@example.com', 'atrium-demo')
  const list = await page(`${portal.url}/invoices`, cookie)
  const rows = list.body.match(/<tr /g)?.length ?? 0
  const invoice = /href="(\/invoices\/\d+)"/.exec(list.body)?.[1]
  if (invoice === undefined || rows !== 26) throw new Error(`the list shows ${rows - 1} invoices, not 25`)
  const services = await page(`${portal.url}/services`, cookie)
  const service = /href="(\/services\/\d+)"/.exec(services.body)?.[1]
  if (service === undefined) throw new Error('the list shows no service')
  return [
    { name: 'empty page', path: '/floor', cookie },
    { name: 'sign-in', path: '/sign-in', cookie: '' },
    { name: 'overview', path: '/', cookie: few },
    { name: 'invoice list', path: '/invoices', cookie },
    { name: 'invoice', path: invoice, cookie },
    // WHMCS neither sorts nor filters services: the pages after the first are asked for together once it came.
    { name: 'overview, 500 services', path: '/', cookie, depth: 2 },
    { name: 'service list', path: '/services', cookie, depth: 2 },
    // WHMCS names no service in its list of invoices: they are listed, then looked into.
    { name: 'service', path: service, cookie, depth: 4 },
    { name: 'transactions, few', path: '/transactions', cookie: few },
    // WHMCS answers them all at once, and each is checked.
    { name: 'transactions, 20,000', path: '/transactions', cookie, connections: 1 },
  ]
}

function machineLine(): string {
  const memory = Math.round(totalmem() / 1024 ** 3)
  return `Machine: ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${memory} GB, ${type()} ${arch()}, Node ${process.version}`
}

function named(pages: readonly Measured[], name: string): Measured {
  const found = pages.find((one) => one.name === name)
  if (!found) throw new Error(`${name} was not measured`)
  return found
}

async function run(): Promise<number> {
  await buildIfStale()
  console.log('Starting a large WHMCS sandbox and the portal…')
  const sandbox = await startSandbox()
  const servers = { sandbox, portal: await startPortal(sandbox.url) }
  const plan = planned()
  const targets = await targetsOf(servers)
  const before = rssMb(servers.portal.pid)
  const pages = await measure(servers, targets, plan).catch((error: unknown) => {
    console.error(`The portal said:\n${servers.portal.running.output().slice(-4000)}`)
    throw error
  })
  const memory = { before, after: rssMb(servers.portal.pid) }
  const goals = goalsOf({ floor: named(pages, 'empty page'), list: named(pages, 'invoice list'), pages }, plan.latency)
  mkdirSync('.data', { recursive: true })
  const result = { at: new Date().toISOString(), machine: machineLine(), plan, memory, pages, goals }
  writeFileSync('.data/bench.json', `${JSON.stringify(result, null, 2)}\n`)
  const { latency, connections, seconds, rounds } = plan
  console.log(`\n${machineLine()}`)
  console.log(`Load: ${connections} connections for ${seconds} s, median of ${rounds}, WHMCS at ${latency} ms\n`)
  console.log(`${speedTable(pages)}\n\n${weightTable(pages)}\n`)
  console.log(`Memory of the portal: ${memory.before ?? '–'} MB before, ${memory.after ?? '–'} MB after\n`)
  console.log(`${goalTable(goals)}\n\nWritten to .data/bench.json`)
  return goals.every(({ met }) => met) ? 0 : 1
}

const code = await Promise.race([run(), stopOnSignal()]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  return 1
})
await stopAll()
process.exit(code)
