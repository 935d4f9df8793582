import { createServer } from 'node:http'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { createSandbox, type SandboxOptions } from '@/sandbox/app'
import { groundTruth } from '@/sandbox/control/state'
import { parseEnv, type Env } from '@/server/env'
import { parseVersion } from '@/server/whmcs/version'
import { diagnose, report } from './doctor'
import { examineClock } from './doctor/surroundings'
import { versionFinding } from './doctor/whmcs'

const SECRET = 'sandbox-secret'

function envOf(url: string, more: Readonly<Record<string, string>> = {}): Env {
  const parsed = parseEnv({
    PORTAL_URL: 'http://localhost:3000',
    PORTAL_SECRET: 'p'.repeat(40),
    WHMCS_URL: url,
    WHMCS_IDENTIFIER: 'sandbox-identifier',
    WHMCS_SECRET: SECRET,
    ...more,
  })
  if ('problems' in parsed) throw new Error(parsed.problems.join('\n'))
  return parsed.env
}

/** A doctor's visit to a sandbox of its own: what was found, and what is true inside before and after. */
async function visit(options: SandboxOptions, more: Readonly<Record<string, string>> = {}) {
  const sandbox = createSandbox(options)
  const { url, close } = await sandbox.listen(0)
  const truth = () => JSON.stringify({ ...groundTruth(sandbox.world, undefined), now: null })
  try {
    const before = truth()
    const findings = await diagnose(envOf(url, more))
    return { findings, before, after: truth(), calls: sandbox.world.store.all('api_calls') }
  } finally {
    await close()
  }
}

type Findings = Awaited<ReturnType<typeof diagnose>>
const missing = (findings: Findings) => findings.filter(({ verdict }) => verdict === 'bad').map(({ what }) => what)
const of = (findings: Findings, what: string) => findings.find((one) => one.what.startsWith(what))

describe.each(['7.10', '8.13', '9.0'] as const)('a visit to WHMCS %s', (version) => {
  test('a credential that may do everything: nothing is missing, and nothing is changed', async () => {
    const oidc = { WHMCS_OIDC_CLIENT_ID: 'atrium-demo', WHMCS_OIDC_CLIENT_SECRET: 'an-oidc-secret' }
    const { findings, before, after, calls } = await visit({ version }, version === '7.10' ? {} : oidc)
    expect(missing(findings)).toEqual([])
    expect(after).toBe(before)
    expect(calls.length).toBeGreaterThan(10)
    expect(findings.filter(({ seen }) => seen === 'carried out')).toEqual([])
    expect(of(findings, 'GenInvoices')).toMatchObject({ verdict: 'info', seen: 'not probed' })
    expect(of(findings, 'GetUsers')?.seen).toBe(version === '7.10' ? 'comes with WHMCS 8.1' : 'allowed')
    expect(of(findings, 'Clock')?.verdict).toBe('ok')
    expect(calls.map(({ action }) => action)).not.toContain('GenInvoices')
  })

  test('what the role lacks is named, reads and writes alike, and still nothing is changed', async () => {
    const { findings, before, after } = await visit({
      version,
      deny: ['getinvoices', 'applycredit', 'createssotoken', 'validatelogin'],
    })
    expect(missing(findings).map((what) => what.split(':')[0])).toEqual([
      'GetInvoices',
      'CreateSsoToken',
      'ApplyCredit',
      'ValidateLogin',
    ])
    expect(of(findings, 'ValidateLogin')?.todo).toBe('Allow ValidateLogin in the credential’s API role.')
    expect(after).toBe(before)
  })
})

test('no secret is in the report, whatever is wrong', async () => {
  const more = { WHMCS_SECRET: 'a-wrong-secret', WHMCS_OIDC_CLIENT_ID: 'x', WHMCS_OIDC_CLIENT_SECRET: 'y-oidc-secret' }
  const { findings, calls } = await visit({}, more)
  expect(missing(findings)).toEqual(['Credentials'])
  const text = report(findings)
  for (const secret of ['a-wrong-secret', 'sandbox-identifier', 'y-oidc-secret', 'p'.repeat(40)]) {
    expect(text).not.toContain(secret)
  }
  // One knock, perhaps two: more could lead to a ban of the address.
  expect(calls.length).toBeLessThanOrEqual(2)
})

test('a role without either way to the version', async () => {
  const deny = ['getadmindetails', 'whmcsdetails']
  const unknown = await visit({ deny })
  expect(missing(unknown.findings)).toEqual(['Version'])
  const configured = await visit({ deny }, { WHMCS_VERSION: '8.13' })
  expect(of(configured.findings, 'GetInvoices')?.verdict).toBe('ok')
  const one = await visit({ deny: ['whmcsdetails'] })
  expect(missing(one.findings)).toEqual([])
})

test('OpenID Connect: keys and name', async () => {
  const oidc = { WHMCS_OIDC_CLIENT_ID: 'atrium-demo', WHMCS_OIDC_CLIENT_SECRET: 'an-oidc-secret' }
  const { findings } = await visit({ url: 'https://billing.example.com' }, oidc)
  expect(missing(findings)).toEqual(['OpenID Connect: issuer'])
})

test('nobody there', async () => {
  const findings = await diagnose(envOf('http://127.0.0.1:9'))
  expect(findings).toMatchObject([{ verdict: 'bad', what: 'Reachable' }])
})

test.each([
  ['8.13.7', 'ok'],
  ['8.13.6-release.1', 'warn'],
  ['8.12.9', 'warn'],
  ['8.14.0', 'ok'],
  ['9.0.8', 'ok'],
  ['9.0.7', 'warn'],
  ['9.1.0', 'ok'],
  ['7.10.3', 'warn'],
  ['10.0.0', 'ok'],
])('version %s: %s', (text, verdict) => {
  expect(versionFinding(parseVersion(text), undefined).verdict).toBe(verdict)
})

test('a configured version that is not the real one', () => {
  expect(versionFinding(parseVersion('9.0.8'), '8.13').verdict).toBe('warn')
  expect(versionFinding(parseVersion('9.0.8'), '9.0.1').verdict).toBe('ok')
})

test.each([
  [0, 'ok'],
  [-30, 'warn'],
  [400, 'bad'],
])('a clock that is %i s off: %s', async (seconds, verdict) => {
  const server = createServer((_, response) => {
    response.sendDate = false
    response.setHeader('date', new Date(Date.now() + seconds * 1000).toUTCString()).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const found = await examineClock(`http://127.0.0.1:${port}`)
  server.close()
  expect(found.verdict).toBe(verdict)
})
