import { readFileSync } from 'node:fs'
import { placeOf } from '../access/expectations.ts'
import { expect, test } from '../fixtures.ts'
import { ACTIONS, actionNamed, callAction, PAGES, ROUTES, signInRaw, submitForm } from '../support/actions.ts'
import type { Portal } from '../support/portal.ts'
import { startPortal } from '../support/portal.ts'
import type { Sandbox } from '../support/sandbox.ts'
import { PASSWORD } from '../support/sign-in.ts'
import { filesBelow } from '../support/tree.ts'
import { send } from '../support/wire.ts'
import { LOG_FIELDS } from './log-fields.ts'

/**
 * T18, T19, T27. Values that must never leave the server, planted as canaries and looked for in what browsers get and
 * in what the portal writes down, in the spellings in which such a value usually escapes.
 */
const SECRETS = {
  portal: 'canary-portal-secret-9f3c1e77aa20',
  previous: 'canary-previous-secret-51b07d44e9c8',
  whmcs: 'sandbox-secret',
  identifier: 'sandbox-identifier',
  accessKey: 'canary-access-key-0b6d2f',
  oidc: 'canary-oidc-secret-77c1d0',
} as const

/** Secrets of the sandbox's people and services. */
const OF_SANDBOX = [PASSWORD, 'CANARY-', 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', '5afec0de5afec0de'] as const
const TYPED = 'typed-password-that-nobody-may-see' as const

function spellings(secret: string): string[] {
  // Base64 has three faces, by where in a longer text the secret begins; the letters at its edges depend on the rest.
  const base64 = [0, 1, 2].map((offset) => {
    const text = Buffer.from('x'.repeat(offset) + secret).toString('base64')
    return text.slice(offset === 0 ? 0 : 4, -4)
  })
  const hex = Buffer.from(secret).toString('hex')
  return [secret, encodeURIComponent(secret), hex, hex.toUpperCase(), JSON.stringify(secret).slice(1, -1), ...base64]
}

function found(text: string, secrets: readonly string[]): string[] {
  return secrets.filter((secret) => spellings(secret).some((spelling) => text.includes(spelling)))
}

const ALL_SECRETS = [...Object.values(SECRETS), ...OF_SANDBOX, TYPED]
/** The address in the portal's own advice (`name@example.com`) is nobody's. */
const PEOPLE = /\b(?!name@)[a-z0-9]+@example\.com/g

test('what is looked for would be found, however it is spelled', () => {
  for (const secret of ALL_SECRETS) {
    for (const hidden of [
      secret,
      encodeURIComponent(`a b&${secret}=`),
      Buffer.from(`{"s":"${secret}"}`).toString('base64'),
      Buffer.from(`user:${secret} and more`).toString('base64url'),
      Buffer.from(secret).toString('hex'),
    ]) {
      expect(found(`… ${hidden} …`, ALL_SECRETS), hidden).toContain(secret)
    }
  }
})

test('the files that anybody may fetch hold no secret, no person, and no way to WHMCS', () => {
  const files = filesBelow('.next/static')
  expect(files.length).toBeGreaterThan(5)
  expect(files.filter((file) => file.endsWith('.map'))).toEqual([])
  const server = ['includes/api.php', 'WHMCS_SECRET', 'PORTAL_SECRET', 'accesskey', 'ValidateLogin', 'better-sqlite3']
  for (const file of [...files, ...filesBelow('public')]) {
    const text = readFileSync(file, 'utf8')
    expect.soft(found(text, ALL_SECRETS), file).toEqual([])
    expect.soft(text.match(PEOPLE), file).toBeNull()
    for (const name of server) expect.soft(text.includes(name), `${file}: ${name}`).toBe(false)
    expect.soft(text, file).not.toMatch(/sourceMappingURL|\/home\/|\/work\//)
  }
})

type Seen = { readonly label: string; readonly text: string; readonly email: string }

const FAULTS = [
  'refuse',
  'status',
  'html',
  'truncate',
  'php-warning',
  'invalid-ip',
  'not-allowed',
  'maintenance',
] as const

/** Every address as everybody, well and broken; every action with wrong and right input. */
async function wholeRun(portal: Portal, sandbox: Sandbox): Promise<Seen[]> {
  const seen: Seen[] = []
  const look = async (path: string, email: string, cookie?: string) => {
    for (const rsc of [false, true]) {
      const asked = rsc ? `${path}${path.includes('?') ? '&' : '?'}_rsc` : path
      const { text, headers } = await send(portal.url, asked, {
        ...(cookie !== undefined && { cookie }),
        headers: rsc ? { rsc: '1' } : {},
      })
      seen.push({ label: `${email || 'guest'} ${asked}`, text: JSON.stringify(headers) + text, email })
    }
  }
  const places = [...PAGES, ...ROUTES].map(({ name }) => placeOf(name))
  for (const email of ['', 'owner@example.com', 'billing@example.com', 'tech@example.com', 'agency@example.com']) {
    const cookie = email === '' ? undefined : await signInRaw(portal.url, email)
    for (const place of places) await look(place.at(12), email, cookie)
    await look('/invoices/999999', email, cookie)
    await look('/nowhere', email, cookie)
  }
  const owner = await signInRaw(portal.url, 'owner@example.com')
  for (const fault of FAULTS) {
    await sandbox.fault({ fault, ...(fault === 'status' && { status: 500, body: `CANARY-BODY ${PASSWORD}` }) })
    for (const path of ['/', '/invoices', '/invoices/12', '/invoices/12/pdf', '/invoices.csv', '/accounts']) {
      await look(path, 'owner@example.com', owner)
    }
    await callAction(portal.url, actionNamed('sign-in'), { email: 'owner@example.com', password: TYPED })
    await sandbox.heal()
  }
  for (const endpoint of ACTIONS) {
    const form = { email: 'owner@example.com', password: TYPED, code: TYPED, pin: TYPED }
    for (const { text, headers } of [
      await callAction(portal.url, endpoint, form, { cookie: owner }),
      await callAction(portal.url, endpoint, form),
      await submitForm(portal.url, endpoint, form),
      await callAction(portal.url, endpoint, form, { headers: { origin: 'https://evil.example' } }),
    ]) {
      seen.push({ label: endpoint.name, text: JSON.stringify(headers) + text, email: 'owner@example.com' })
    }
  }
  return seen
}

/** Whatever a caller can choose, with an end of line and a colour in it (of the control signs, a header can hold C1). */
async function inject(portal: Portal): Promise<void> {
  const dirty = 'x%0d%0a{"level":50,"event":"forged"}%0a%1b[31mred'
  for (const path of [`/${dirty}`, `/invoices/${dirty}/pdf`, `/invoices.csv?q=${dirty}`, `/sign-in?next=${dirty}`]) {
    await send(portal.url, path, { headers: { 'user-agent': 'a\u009b31m{"level":50}', 'x-request-id': 'a\tforged' } })
  }
  const evil = { origin: 'https://evil.example', 'x-forwarded-host': 'a\u009b31mforged' }
  for (const endpoint of ACTIONS.slice(0, 3)) await callAction(portal.url, endpoint, {}, { headers: evil })
  const unknown = { 'next-action': `7f${'0'.repeat(40)}\u009b31mforged`, 'content-type': 'text/plain' }
  await send(portal.url, '/', { method: 'POST', headers: { ...unknown, origin: portal.url }, body: '[]' })
  await send(portal.url, '/', { method: 'POST', headers: { 'next-action': 'x', origin: 'no address' }, body: '\n' })
  for (const body of ['{"csp-report":{"effective-directive":"a\\nforged\\u001b[31m"}}', '\n{"level":50}\n']) {
    await send(portal.url, '/csp-report', { method: 'POST', body })
  }
  for (const method of ['TRACE', 'PUT']) await send(portal.url, '/sign-in', { method })
}

test('a whole run, errors and faults included, shows and logs no secret', async ({ sandbox }) => {
  test.setTimeout(120_000)
  const portal = await startPortal({
    whmcsUrl: sandbox.url,
    logFile: 'test-results/logs/secrets-portal.log',
    env: {
      PORTAL_SECRET: `${SECRETS.portal},${SECRETS.previous}`,
      WHMCS_ACCESS_KEY: SECRETS.accessKey,
      WHMCS_OIDC_CLIENT_ID: 'e2e-client',
      WHMCS_OIDC_CLIENT_SECRET: SECRETS.oidc,
    },
  })
  const seen = await wholeRun(portal, sandbox)
  await inject(portal)
  await portal.stop()

  expect(seen.length).toBeGreaterThan(150)
  expect(seen.filter(({ text }) => text.includes('MARKER-C1-')).length).toBeGreaterThan(1)
  // Contacts and people are shown with the addresses of the account's own, and of nobody else.
  const { contacts, users, user_clients: links } = await sandbox.state('contacts', 'users', 'user_clients')
  const people = links.filter(({ client_id }) => client_id === 1).map(({ user_id }) => user_id)
  const own = new Set([
    ...contacts.filter(({ userid }) => userid === 1).map(({ email }) => email),
    ...users.filter(({ id }) => people.includes(id)).map(({ email }) => email),
  ])
  const belongs = (label: string, address: string) =>
    /owner@example\.com \/(contacts|people)/.test(label) && own.has(address)
  const shown = seen.flatMap(({ label, text, email }) => [
    ...found(text, ALL_SECRETS).map((secret) => `${label}: ${secret}`),
    ...(text.match(PEOPLE) ?? [])
      .filter((address) => address !== email && !belongs(label, address))
      .map((address) => `${label}: ${address}`),
    ...(text.match(/node_modules|server\/(?:whmcs|store)\/|\.ts:\d/g) ?? []).map((place) => `${label}: ${place}`),
  ])
  expect(shown).toEqual([])

  const output = portal.output()
  expect(output.length).toBeGreaterThan(10_000)
  expect(found(output, ALL_SECRETS), 'in the log').toEqual([])
  expect(output.match(PEOPLE), 'people in the log').toBeNull()
  const lines = output.slice(output.indexOf('{"level"')).split('\n').filter(Boolean)
  const dirty = lines.filter((line) => !isLogLine(line))
  expect(dirty, 'every line of the log is one object of known fields').toEqual([])
  expect(lines.filter((line) => line.includes('"event":"forged"') && JSON.parse(line).event === 'forged')).toEqual([])
})

function isLogLine(line: string): boolean {
  if (/[\u0000-\u001f\u007f-\u009f]/.test(line)) return false
  try {
    const fields: unknown = JSON.parse(line)
    return typeof fields === 'object' && fields !== null && Object.keys(fields).every((name) => LOG_FIELDS.has(name))
  } catch {
    return false
  }
}
