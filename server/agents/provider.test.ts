import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { listAgents, disableAgent } from '@/server/store/agents'
import { store } from '@/server/store/current'
import { configured } from '@/server/testing/configured'
import { beginJourney } from './provider'
import type { Journey } from './provider'
import { arrive } from './provider-sign-in'
import type { ProviderPerson } from './testing/provider'
import { goThrough, PROVIDER_CLIENT, startProvider } from './testing/provider'

const REDIRECT = 'https://my.example.com/api/agent/callback'
const VISIT = { ip: '10.0.0.1', userAgent: 'test', ref: 'test' }

const ANNA: ProviderPerson = {
  sub: 'anna',
  email: 'anna@example.com',
  email_verified: true,
  name: 'Anna Ops',
  acr: 'urn:example:mfa',
  amr: ['mfa', 'hwk'],
}

let provider: Awaited<ReturnType<typeof startProvider>>

beforeAll(async () => {
  provider = await startProvider(REDIRECT)
  configured({
    DATA_DIR: mkdtempSync(join(tmpdir(), 'portal-agents-')),
    AGENT_OIDC_ISSUER: provider.issuer,
    AGENT_OIDC_CLIENT_ID: PROVIDER_CLIENT.id,
    AGENT_OIDC_CLIENT_SECRET: PROVIDER_CLIENT.secret,
    AGENT_OIDC_ALLOWED: 'anna@example.com, groups=support, groups=leads:lead',
    AGENT_OIDC_ACR: 'urn:example:mfa',
    AGENT_OIDC_AMR: 'hwk,swk',
  })
})
afterAll(async () => {
  await (await store()).close()
  globalThis.atriumStore = undefined
  await provider.close()
})
beforeEach(async () => {
  const { db } = await store()
  for (const table of ['agent_sessions', 'agents', 'counters'] as const) await db.deleteFrom(table).execute()
})

/** Goes to the provider and comes back as somebody. */
async function travel(
  person: ProviderPerson,
  jar?: Map<string, string>,
): Promise<{ journey: Journey; search: string }> {
  provider.signsIn(person)
  const { url, journey } = await beginJourney('/agent/clients/7')
  return { journey, search: (await goThrough(url, REDIRECT, jar)).search }
}

async function refusals(): Promise<unknown[]> {
  const { db } = await store()
  const rows = await db.selectFrom('audit').select(['outcome', 'details']).orderBy('seq', 'desc').limit(1).execute()
  return rows.map(({ outcome, details }) => [outcome, JSON.parse(details ?? 'null')])
}

async function agents(): Promise<string[]> {
  const { db } = await store()
  return (await listAgents(db)).map(({ email, role }) => `${email} ${role}`)
}

test('somebody on the list is signed in, as an agent and nobody else', async () => {
  const { journey, search } = await travel(ANNA)
  const signedIn = await arrive(journey, search, VISIT)
  expect(signedIn?.session.agent).toMatchObject({ email: 'anna@example.com', name: 'Anna Ops', role: 'support' })
  expect(signedIn?.session.amr).toEqual(['oidc', 'mfa', 'hwk'])
  expect(await agents()).toEqual(['anna@example.com support'])
})

test('a claim lets in and gives the role; the higher of two counts', async () => {
  const lea = { ...ANNA, sub: 'lea', email: 'lea@example.com', groups: ['support', 'leads'] }
  const { journey, search } = await travel(lea)
  expect((await arrive(journey, search, VISIT))?.session.agent.role).toBe('lead')
})

test('the address that was asked for carries PKCE, state and nonce, and nothing of a browser’s', async () => {
  const { url, journey } = await beginJourney('/agent')
  expect(url.searchParams.get('redirect_uri')).toBe(REDIRECT)
  expect(url.searchParams.get('code_challenge_method')).toBe('S256')
  expect(url.searchParams.get('code_challenge')).not.toBe(journey.verifier)
  expect(url.searchParams.get('state')).toBe(journey.state)
  expect(url.searchParams.get('nonce')).toBe(journey.nonce)
  expect(url.searchParams.get('acr_values')).toBe('urn:example:mfa')
  expect(JSON.parse(url.searchParams.get('claims') ?? '')).toEqual({ id_token: { auth_time: { essential: true } } })
})

test.each<[string, Partial<ProviderPerson>, string]>([
  ['is not on the list', { sub: 'x', email: 'mallory@example.com' }, 'not_allowed'],
  ['has an address of the list that nobody verified', { sub: 'x', email_verified: false }, 'not_allowed'],
  ['has an address of the list without a word about it', { sub: 'x', email_verified: undefined }, 'not_allowed'],
  [
    'is in a group whose name only begins alike',
    { sub: 'x', email: 'b@example.com', groups: ['supporters'] },
    'not_allowed',
  ],
  ['signed in without the second factor', { acr: '', amr: ['pwd'] }, 'not_assured'],
  ['signed in with another second factor than demanded', { amr: ['mfa', 'sms'] }, 'not_assured'],
  ['has no address', { sub: 'x', email: undefined, groups: ['support'] }, 'no_address'],
])('no agent is made of somebody who %s', async (_, change, why) => {
  const { journey, search } = await travel({ ...ANNA, ...change })
  expect(await arrive(journey, search, VISIT)).toBeNull()
  expect(await agents()).toEqual([])
  expect(await refusals()).toEqual([['refused', { how: why }]])
})

test('the provider alone does not bring back who was disabled here', async () => {
  const first = await travel(ANNA)
  expect(await arrive(first.journey, first.search, VISIT)).not.toBeNull()
  const { db } = await store()
  await disableAgent(db, 'anna@example.com', new Date())
  const second = await travel(ANNA)
  expect(await arrive(second.journey, second.search, VISIT)).toBeNull()
  expect(await refusals()).toEqual([['refused', { how: 'disabled' }]])
})

test('another subject with the same address is another person', async () => {
  const first = await travel(ANNA)
  await arrive(first.journey, first.search, VISIT)
  const second = await travel({ ...ANNA, sub: 'anna-2' })
  expect(await arrive(second.journey, second.search, VISIT)).toBeNull()
  expect(await refusals()).toEqual([['refused', { how: 'taken' }]])
})

test('a code works once, for the browser that began, and with its state, nonce and verifier', async () => {
  const used = await travel(ANNA)
  expect(await arrive(used.journey, used.search, VISIT)).not.toBeNull()
  expect(await arrive(used.journey, used.search, VISIT)).toBeNull()

  expect(await arrive(null, (await travel(ANNA)).search, VISIT)).toBeNull()
  const other = await travel(ANNA)
  const swapped = await travel(ANNA)
  expect(await arrive(other.journey, swapped.search, VISIT)).toBeNull()
  const broken: Partial<Journey>[] = [
    { state: 'another' },
    { nonce: 'another' },
    { verifier: 'another-verifier-that-is-long-enough-for-the-standard' },
  ]
  for (const change of broken) {
    const { journey, search } = await travel(ANNA)
    expect(await arrive({ ...journey, ...change }, search, VISIT), JSON.stringify(change)).toBeNull()
  }
  for (const search of ['', '?code=x', '?error=access_denied&state=x', '?state=x&code=']) {
    expect(await arrive((await travel(ANNA)).journey, search, VISIT), search).toBeNull()
  }
  expect(await agents()).toEqual(['anna@example.com support'])
})

test('what counts is when they proved it to the provider, which asks again after a minute', async () => {
  const jar = new Map<string, string>()
  const began = Math.ceil(Date.now() / 1000) * 1000
  const before = provider.asked()
  const age = async (seconds: number) => {
    vi.useFakeTimers({ toFake: ['Date'], now: began + seconds * 1000 })
    const { journey, search } = await travel(ANNA, jar)
    const session = (await arrive(journey, search, VISIT))?.session
    const proved = session && session.createdAt.getTime() - session.authenticatedAt.getTime()
    return [provider.asked() - before, (proved ?? Infinity) / 1000]
  }
  try {
    expect(await age(0)).toEqual([1, 0])
    expect(await age(40)).toEqual([1, 40])
    expect(await age(120)).toEqual([2, 0])
  } finally {
    vi.useRealTimers()
  }
})
