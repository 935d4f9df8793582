import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Running } from '../processes.ts'
import { freePort, serve } from '../processes.ts'

export type Server = { readonly url: string; readonly pid: number; readonly running: Running }

function server(url: string, running: Running): Server {
  const { pid } = running.child
  if (pid === undefined) throw new Error(`${url} has no process`)
  return { url, pid, running }
}

export async function startSandbox(): Promise<Server> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const settings = { SANDBOX_PORT: String(port), SANDBOX_URL: url, SANDBOX_SIZE: 'large', SANDBOX_LATENCY: '0' }
  const program = ['--disable-warning=ExperimentalWarning', 'sandbox/server.ts']
  return server(url, await serve(process.execPath, program, settings, `${url}/__sandbox/calls`))
}

/** One process, as an operator would run it, on an empty store of its own that goes when the benchmark ends. */
export async function startPortal(sandboxUrl: string): Promise<Server> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const dataDir = mkdtempSync(join(tmpdir(), 'atrium-bench-'))
  process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }))
  const settings = {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    LOG_LEVEL: 'warn',
    PORTAL_URL: url,
    PORTAL_SECRET: randomBytes(32).toString('base64url'),
    DATA_DIR: dataDir,
    DATABASE_URL: '',
    WHMCS_URL: sandboxUrl,
    WHMCS_IDENTIFIER: 'sandbox-identifier',
    WHMCS_SECRET: 'sandbox-secret',
    WHMCS_VERSION: '',
    WHMCS_LOCATIONS: '',
  } as const
  return server(url, await serve('next', ['start', '--port', String(port)], settings, `${url}/api/health/ready`))
}

async function control(sandbox: Server, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${sandbox.url}/__sandbox/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  if (!response.ok) throw new Error(`the sandbox answered ${response.status} to ${method} ${path}`)
  return response.json()
}

export async function setLatency(sandbox: Server, ms: number): Promise<void> {
  await control(sandbox, 'POST', 'latency', { ms })
}

const calls = z.array(z.object({ action: z.string(), began: z.number(), ended: z.number() }))

export type Call = z.infer<typeof calls>[number]

export async function takeCalls(sandbox: Server): Promise<Call[]> {
  const seen = calls.parse(await control(sandbox, 'GET', 'calls'))
  await control(sandbox, 'DELETE', 'calls')
  return seen
}
