import { expect, test } from 'vitest'
import { parseEnv } from './env'

const GOOD = {
  PORTAL_URL: 'https://my.example.com',
  PORTAL_SECRET: 'x'.repeat(32),
  WHMCS_URL: 'https://billing.example.com/includes/api.php',
  WHMCS_IDENTIFIER: 'id',
  WHMCS_SECRET: 'secret-value',
}

function problems(change: Record<string, string | undefined>): string[] {
  const result = parseEnv({ ...GOOD, ...change })
  return 'problems' in result ? result.problems : []
}

test('a good configuration is parsed; the API’s path is taken off', () => {
  const result = parseEnv(GOOD)
  expect('env' in result && result.env.whmcs).toEqual([
    { location: 'main', name: 'MAIN', url: 'https://billing.example.com', identifier: 'id', secret: 'secret-value' },
  ])
})

test('one line for each problem, each with its variable, none with a value', () => {
  const lines = problems({ PORTAL_URL: 'my.example.com', PORTAL_SECRET: 'short-secret', WHMCS_SECRET: undefined })
  expect(lines).toHaveLength(3)
  expect(lines.join('\n')).toMatch(/PORTAL_URL .*\nPORTAL_SECRET .*\nWHMCS_SECRET is missing/)
  expect(lines.join('\n')).not.toContain('short-secret')
})

test('plain http is for localhost only', () => {
  expect(problems({ PORTAL_URL: 'http://localhost:3000' })).toEqual([])
  expect(problems({ PORTAL_URL: 'http://my.example.com' })).toHaveLength(1)
})

test('an empty variable is an absent one', () => {
  expect(problems({ PORTAL_ACCENT: '', DATABASE_URL: '' })).toEqual([])
  expect(problems({ WHMCS_URL: '' })).toEqual(['WHMCS_URL is missing'])
})

test('several secrets: each must be long enough', () => {
  expect(problems({ PORTAL_SECRET: `${'a'.repeat(32)},${'b'.repeat(32)}` })).toEqual([])
  expect(problems({ PORTAL_SECRET: `${'a'.repeat(32)},b` })).toHaveLength(1)
})

test('locations bring their own variables', () => {
  const result = parseEnv({
    ...GOOD,
    WHMCS_LOCATIONS: 'eu, us',
    WHMCS_EU_URL: 'https://eu.example.com',
    WHMCS_EU_IDENTIFIER: 'e',
    WHMCS_EU_SECRET: 'es',
    WHMCS_US_URL: 'https://us.example.com',
    WHMCS_US_IDENTIFIER: 'u',
  })
  expect(result).toEqual({ problems: ['WHMCS_US_SECRET is missing'] })
})

test('half an OpenID Connect client is refused', () => {
  expect(problems({ WHMCS_OIDC_CLIENT_ID: 'x' })).toHaveLength(1)
})

test('each of several installations has its name and its OpenID Connect client', () => {
  const eu = { WHMCS_EU_URL: 'https://eu.example.com', WHMCS_EU_IDENTIFIER: 'i', WHMCS_EU_SECRET: 's' }
  const us = { WHMCS_US_URL: 'https://us.example.com', WHMCS_US_IDENTIFIER: 'i', WHMCS_US_SECRET: 's' }
  const more = { WHMCS_EU_NAME: 'Europe', WHMCS_US_OIDC_CLIENT_ID: 'c', WHMCS_US_OIDC_CLIENT_SECRET: 'd' }
  const result = parseEnv({ ...GOOD, WHMCS_LOCATIONS: 'eu, US', ...eu, ...us, ...more })
  expect('env' in result && result.env.whmcs).toEqual([
    { location: 'eu', name: 'Europe', url: 'https://eu.example.com', identifier: 'i', secret: 's' },
    {
      location: 'us',
      name: 'US',
      url: 'https://us.example.com',
      identifier: 'i',
      secret: 's',
      oidc: { clientId: 'c', clientSecret: 'd' },
    },
  ])
  expect(problems({ WHMCS_LOCATIONS: 'eu', ...eu, WHMCS_EU_OIDC_CLIENT_ID: 'c' })).toEqual([
    'WHMCS_EU_OIDC_CLIENT_ID and WHMCS_EU_OIDC_CLIENT_SECRET must be set together',
  ])
})

test.each([
  ['PORTAL_ACCENT', 'red'],
  ['PORTAL_LOGO_URL', 'javascript:alert(1)'],
  ['PORTAL_SUPPORT_URL', 'javascript:alert(1)'],
  ['DATABASE_URL', 'mysql://x'],
  ['TRUSTED_PROXY_HOPS', '-1'],
  ['WHMCS_VERSION', 'latest'],
])('%s=%s is refused', (name, value) => {
  const [line = ''] = problems({ [name]: value })
  expect(line.startsWith(name)).toBe(true)
})

test('locked and optional fields are named as WHMCS names them', () => {
  const result = parseEnv({ ...GOOD, PORTAL_PROFILE_LOCKED: 'companyname, TAX_ID', PORTAL_PROFILE_OPTIONAL: 'none' })
  expect('env' in result && result.env.PORTAL_PROFILE_LOCKED).toEqual(['company', 'taxId'])
  expect('env' in result && result.env.PORTAL_PROFILE_OPTIONAL).toEqual([])
  expect(problems({ PORTAL_PROFILE_LOCKED: 'notes' })).toEqual([
    expect.stringMatching(/^PORTAL_PROFILE_LOCKED must be names out of firstname, /),
  ])
})

test('custom fields have a name, and each id once', () => {
  const given = (fields: unknown) => problems({ PORTAL_CUSTOM_FIELDS: JSON.stringify(fields) })
  expect(given([{ id: 1, name: 'VAT contact' }])).toEqual([])
  for (const wrong of [{}, [{ id: 0, name: 'x' }], [{ id: 1 }], [{ id: 1, name: 'x', type: 'y' }], 'x']) {
    expect(given(wrong), JSON.stringify(wrong)).toEqual([
      expect.stringMatching(/^PORTAL_CUSTOM_FIELDS must be a JSON list/),
    ])
  }
  expect(
    given([
      { id: 1, name: 'x' },
      { id: 1, name: 'y' },
    ]),
  ).toHaveLength(1)
  expect(problems({ PORTAL_CUSTOM_FIELDS: '[' })).toHaveLength(1)
})

const AGENTS = {
  AGENT_OIDC_ISSUER: 'https://login.example.com/realms/staff',
  AGENT_OIDC_CLIENT_ID: 'atrium',
  AGENT_OIDC_CLIENT_SECRET: 'x',
  AGENT_OIDC_ALLOWED:
    'Anna@example.com, lea@example.com:lead, groups=portal-support, https://example.com/roles=ops:lead',
}

test('agents of the identity provider are named one by one, or by a claim', () => {
  const result = parseEnv({ ...GOOD, ...AGENTS })
  expect('env' in result && result.env.AGENT_OIDC_ALLOWED).toEqual([
    { claim: null, value: 'anna@example.com', role: 'support' },
    { claim: null, value: 'lea@example.com', role: 'lead' },
    { claim: 'groups', value: 'portal-support', role: 'support' },
    { claim: 'https://example.com/roles', value: 'ops', role: 'lead' },
  ])
  expect(problems({ ...AGENTS, AGENT_OIDC_ISSUER: 'http://127.0.0.1:8080' })).toEqual([])
})

test('half an identity provider, a whole domain and plain http are refused', () => {
  expect(problems({ ...AGENTS, AGENT_OIDC_ALLOWED: '' })).toHaveLength(1)
  for (const allowed of ['example.com', '@example.com', '*@example.com,,', 'anna', '=support', 'anna@example.com,']) {
    expect(problems({ ...AGENTS, AGENT_OIDC_ALLOWED: allowed }), allowed).toEqual([
      'AGENT_OIDC_ALLOWED must be like anna@example.com,groups=support,groups=leads:lead',
    ])
  }
  expect(problems({ ...AGENTS, AGENT_OIDC_ISSUER: 'http://login.example.com' })).toHaveLength(1)
  expect(problems({ ...AGENTS, AGENT_OIDC_ISSUER: 'https://user@login.example.com' })).toHaveLength(1)
})

test('agents have a host of their own, spoken to alike, or none', () => {
  expect(problems({ PORTAL_AGENT_URL: 'https://support.example.com' })).toEqual([])
  expect(problems({ PORTAL_AGENT_URL: 'https://my.example.com:8443' })).toEqual([
    'PORTAL_AGENT_URL must be another host than PORTAL_URL',
  ])
  const local = { PORTAL_URL: 'http://localhost:3000', PORTAL_AGENT_URL: 'https://support.example.com' }
  expect(problems(local)).toEqual(['PORTAL_AGENT_URL must be https when PORTAL_URL is, and the other way round'])
})

test('what is kept an eye on in support', () => {
  const read = parseEnv({ ...GOOD, PORTAL_SUPPORT_HOURS: '22:30-06:00', PORTAL_SUPPORT_WATCHED: '12, eu:7' })
  expect('env' in read && read.env.PORTAL_SUPPORT_HOURS).toEqual({ begins: 1_350, ends: 360 })
  expect('env' in read && read.env.PORTAL_SUPPORT_WATCHED).toEqual(['12', 'eu:7'])
  const wrong = { PORTAL_SUPPORT_HOURS: '7-19', PORTAL_SUPPORT_WATCHED: 'Acme', PORTAL_SUPPORT_ALERTS: 'lead' }
  expect(problems({ ...wrong, PORTAL_SUPPORT_ACCESS: 'maybe' })).toHaveLength(4)
})
