import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createSandbox } from './app.ts'
import { settingsFrom } from './core/settings.ts'

const entry = fileURLToPath(new URL('server.ts', import.meta.url))

function start(env: Record<string, string>) {
  const child = spawn(process.execPath, [entry], {
    env: { PATH: process.env['PATH'] ?? '', SANDBOX_PORT: '0', ...env },
  })
  let out = ''
  const ready = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk) => {
      out += String(chunk)
      if (out.includes('\n')) resolve(out)
    })
  })
  let problem = ''
  child.stderr.on('data', (chunk) => {
    problem += String(chunk)
  })
  return { child, ready, gone: once(child, 'close').then(([code]) => ({ code: Number(code), problem })) }
}

describe('the server', () => {
  it('says one line, answers, and goes when told', async () => {
    const { child, ready, gone } = start({ SANDBOX_WHMCS_VERSION: '9.0' })
    const line = await ready
    expect(line).toMatch(/^WHMCS sandbox 9\.0 is ready on http:\/\/127\.0\.0\.1:\d+\n$/)
    const url = line.trim().split(' ').at(-1)
    const response = await fetch(`${url}/__sandbox/state?tables=configuration`)
    expect(await response.text()).toContain(`"${url}/"`)
    child.kill('SIGTERM')
    expect(await gone).toMatchObject({ code: 0, problem: '' })
  })
  it.each([
    [{ NODE_ENV: 'production' }, 'unless SANDBOX=1'],
    [{ SANDBOX_WHMCS_VERSION: '6.3' }, 'The sandbox speaks WHMCS 7.10, 8.13, 9.0'],
    [{ SANDBOX_SIZE: 'huge' }, 'The sandbox comes in the sizes'],
    [{ SANDBOX_SEED: 'x' }, 'SANDBOX_SEED must be a whole number'],
  ])('does not start with %j', async (env, reason) => {
    const { code, problem } = await start(env).gone
    expect([code, problem]).toEqual([1, expect.stringContaining(reason)])
  })
})

it('reads its settings', () => {
  const settings = settingsFrom({
    SANDBOX_DENY: 'WhmcsDetails, GetUsers,',
    SANDBOX_LATENCY: '40',
    SANDBOX_SIZE: 'large',
  })
  expect(settings).toMatchObject({
    version: '8.13',
    seed: 1,
    deny: ['whmcsdetails', 'getusers'],
    latency: 40,
    size: 'large',
  })
})

it('keeps an installation in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
  const database = join(folder, 'whmcs.sqlite')
  const first = createSandbox({ database })
  first.world.store.update('clients', 1, { firstname: 'Kept' })
  first.world.store.close()
  const second = createSandbox({ database })
  expect(second.world.store.byId('clients', 1)?.firstname).toBe('Kept')
  second.world.store.close()
  expect(() => createSandbox({ database, version: '7.10' })).toThrow('holds a WHMCS 8.13, not 7.10')
  rmSync(folder, { recursive: true })
})
