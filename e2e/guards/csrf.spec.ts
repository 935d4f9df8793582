import { formOf } from '../access/expectations.ts'
import { expect, test } from '../fixtures.ts'
import type { ActionCall, Fields } from '../support/actions.ts'
import { ACTIONS, actionNamed, callAction, homeOf, signInRaw, submitForm } from '../support/actions.ts'
import { builtAction } from '../support/built.ts'
import { PASSWORD } from '../support/sign-in.ts'
import { send } from '../support/wire.ts'

/** T31: a write that another site has a browser send. Next lets the first, the third and the fifth through. */
function forgeries(own: string): Readonly<Record<string, Pick<ActionCall, 'headers' | 'without'>>> {
  const { host } = new URL(own)
  const from = (origin: string, more: Readonly<Record<string, string>> = {}) => ({
    headers: { 'sec-fetch-site': 'cross-site', ...more, origin },
  })
  return {
    'no Origin, cross-site': { without: ['origin'], headers: { 'sec-fetch-site': 'cross-site' } },
    'no Origin, same-site': { without: ['origin'], headers: { 'sec-fetch-site': 'same-site' } },
    'no Origin, no Sec-Fetch-Site': { without: ['origin', 'sec-fetch-site'] },
    'no Origin, typed in': { without: ['origin'], headers: { 'sec-fetch-site': 'none' } },
    'Origin null': from('null'),
    'Origin null, said to be ours': from('null', { 'sec-fetch-site': 'same-origin' }),
    'another origin': from('https://evil.example'),
    'another origin, said to be ours': from('https://evil.example', { 'sec-fetch-site': 'same-origin' }),
    'https instead of http': from(own.replace('http:', 'https:')),
    'another port': from('http://localhost:1'),
    'a host that ends like ours': from(`http://evil.${host}`),
    'a host that begins like ours': from(`http://${host}.evil.example`),
    'our address as a user name': from(`http://${host}@evil.example`),
    'a path behind it': from(`${own}/`),
    'an empty Origin': from(''),
    'another origin and X-Forwarded-Host': from('https://evil.example', { 'x-forwarded-host': 'evil.example' }),
    'another origin and Host': from('https://evil.example', { host: 'evil.example' }),
  }
}

/** A form that would have an effect, if only it were ours. */
function effective(name: string): Fields {
  return name === 'sign-in' ? { email: 'owner@example.com', password: PASSWORD } : formOf(name)
}

test('no action of ours is carried out for another site, called by a script or sent by a form', async ({
  portal,
  sandbox,
}) => {
  test.setTimeout(60_000)
  const cookie = await signInRaw(portal.url, 'agency@example.com')
  const sessions = portal.rows('sessions')
  await sandbox.forgetCalls()
  const effects: string[] = []
  for (const endpoint of ACTIONS) {
    for (const [forgery, call] of Object.entries(forgeries(portal.url))) {
      for (const [way, sent] of Object.entries({
        script: await callAction(portal.url, endpoint, effective(endpoint.name), { ...call, cookie }),
        form: await submitForm(portal.url, endpoint, effective(endpoint.name), { ...call, cookie }),
      })) {
        const label = `${endpoint.name}, ${way}, ${forgery}`
        const ended = /\/(accounts|sign-in)?$/.test(sent.to ?? '')
        if (!['forbidden', 'none'].includes(sent.outcome) && !(way === 'form' && ended)) {
          effects.push(`${label}: ${sent.outcome}`)
        }
        if (sent.setCookies.length > 0) effects.push(`${label}: ${sent.setCookies}`)
      }
    }
  }
  expect(effects).toEqual([])
  expect(portal.rows('sessions').map((row) => row['revoked_at'])).toEqual(sessions.map((row) => row['revoked_at']))
  expect(portal.rows('sessions')).toHaveLength(sessions.length)
  const asked = (await sandbox.calls()).filter(({ action }) => action === 'ValidateLogin')
  expect(asked, 'WHMCS is not asked about a forged sign-in').toEqual([])
})

test('the same calls from our own pages are carried out', async ({ portal }) => {
  const ways: Pick<ActionCall, 'headers' | 'without'>[] = [
    {},
    { without: ['sec-fetch-site'] },
    { without: ['origin'], headers: { 'sec-fetch-site': 'same-origin' } },
  ]
  for (const way of ways) {
    for (const [name, outcome] of Object.entries({ 'preferences.theme': 'ok', 'sign-in': 'redirect' })) {
      const endpoint = actionNamed(name)
      expect((await callAction(portal.url, endpoint, effective(name), way)).outcome, name).toBe(outcome)
      const sent = await submitForm(portal.url, endpoint, effective(name), way)
      expect(sent.setCookies.length, `${name}, as a form`).toBeGreaterThan(0)
    }
    const cookie = await signInRaw(portal.url, 'owner@example.com')
    const out = await callAction(portal.url, actionNamed('sign-out'), {}, { cookie, ...way })
    expect(out.to).toBe('/sign-in?signed-out=1')
  }
})

test('a GET changes nothing, whatever it carries', async ({ portal, sandbox }) => {
  const cookie = await signInRaw(portal.url, 'agency@example.com')
  const sessions = portal.rows('sessions')
  await sandbox.forgetCalls()
  for (const endpoint of ACTIONS) {
    const { id } = builtAction(endpoint)
    const query = new URLSearchParams({ _method: 'POST', 'next-action': id, account: '1', locale: 'de', theme: 'dark' })
    for (const method of ['GET', 'HEAD']) {
      const headers = { 'next-action': id, origin: portal.url, 'x-http-method-override': 'POST' }
      const answer = await send(portal.url, `${homeOf(endpoint)}?${query}`, { cookie, method, headers })
      expect.soft(answer.setCookies, `${method} ${endpoint.name}`).toEqual([])
    }
  }
  expect(portal.rows('sessions')).toEqual(sessions)
  expect((await sandbox.calls()).map(({ action }) => action)).not.toContain('ValidateLogin')
})

test('forms of other kinds are no actions', async ({ portal }) => {
  const cookie = await signInRaw(portal.url, 'agency@example.com')
  const endpoint = actionNamed('sign-out')
  const { id } = builtAction(endpoint)
  const bodies: [string, string][] = [
    ['text/plain', `["$K1"]`],
    ['application/x-www-form-urlencoded', `$ACTION_ID_${id}=`],
    ['application/json', '[{"result":null,"values":{}},{}]'],
  ]
  for (const [type, body] of bodies) {
    for (const named of [{}, { 'next-action': id }]) {
      const headers = { 'content-type': type, origin: 'https://evil.example', ...named }
      const answer = await send(portal.url, '/accounts', { cookie, method: 'POST', headers, body })
      expect.soft(answer.setCookies, type).toEqual([])
    }
  }
  expect((await send(portal.url, '/accounts', { cookie })).status).toBe(200)
})
