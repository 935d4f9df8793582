import { expect, test } from '../fixtures.ts'
import { actionNamed, callAction } from '../support/actions.ts'
import { startPortal } from '../support/portal.ts'
import { PASSWORD } from '../support/sign-in.ts'
import type { Answer } from '../support/wire.ts'
import { keepCookies, send } from '../support/wire.ts'
import { observatoryScore } from './observatory.ts'
import { cookieFaults, documentPolicy, headerFaults, parseCookie } from './policy.ts'

test('behind https: cookies of the host alone, http left behind, and an Observatory score of 150', async ({
  sandbox,
}) => {
  const address = 'https://my.example.com'
  const env = { PORTAL_URL: address, WHMCS_URL: 'https://billing.example.com' }
  const asBrowser = { host: 'my.example.com', origin: address }
  const logFile = 'test-results/logs/https-portal.log'
  const portal = await startPortal({ whmcsUrl: sandbox.url, logFile, env })
  const page = await send(portal.url, '/sign-in', { headers: { host: 'my.example.com' } })
  const redirect = await send(portal.url, '/invoices', { headers: { host: 'my.example.com' } })
  await portal.stop()
  expect(headerFaults(page, 'document', env.WHMCS_URL, true)).toEqual([])
  expect(headerFaults(redirect, 'document', env.WHMCS_URL, true)).toEqual([])
  expect(redirect.headers['location']).toBe(`${address}/sign-in?next=%2Finvoices`)

  // The same with a WHMCS that answers, because only a sign-in sets the cookies that count.
  const working = await startPortal({ whmcsUrl: sandbox.url, logFile, env: { PORTAL_URL: address } })
  const answers = [
    await callAction(
      working.url,
      actionNamed('sign-in'),
      { email: 'owner@example.com', password: PASSWORD },
      { headers: asBrowser },
    ),
    await callAction(working.url, actionNamed('preferences.theme'), { theme: 'dark' }, { headers: asBrowser }),
    await callAction(working.url, actionNamed('preferences.locale'), { locale: 'de' }, { headers: asBrowser }),
    await callAction(working.url, actionNamed('sign-in.restart'), {}, { headers: asBrowser }),
  ]
  const lines = answers.flatMap(({ setCookies }) => setCookies)
  const [first] = answers
  const cookie = first ? keepCookies(first) : ''
  const overview = await send(working.url, '/', { cookie, headers: { host: 'my.example.com' } })
  const plainName = cookie.replaceAll('__Host-', '')
  const renamed = await send(working.url, '/', { cookie: plainName, headers: { host: 'my.example.com' } })
  await working.stop()
  expect(lines.length).toBeGreaterThan(4)
  expect(lines.flatMap((line) => cookieFaults(parseCookie(line), true))).toEqual([])
  expect(overview.status).toBe(200)
  expect(new URL(renamed.headers['location'] ?? '', address).href, 'a cookie without the prefix opens nothing').toBe(
    `${address}/sign-in`,
  )

  const { score, findings } = observatoryScore(page, lines)
  expect(score, JSON.stringify(findings)).toBeGreaterThanOrEqual(150)
})

test('the score is one that bad headers would lose', () => {
  const policy = documentPolicy('AAAAAAAAAAAAAAAAAAAAAA==', 'https://billing.example.com', true)
  const answer = (headers: Record<string, string>): Answer => ({ status: 200, headers, setCookies: [], text: '' })
  const good = {
    'content-security-policy': policy,
    'strict-transport-security': 'max-age=63072000',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-opener-policy': 'same-origin',
  }
  const session = ['__Host-portal.session=x; Path=/; Secure; HttpOnly; SameSite=Lax']
  expect(observatoryScore(answer(good), session).score).toBe(155)
  expect(observatoryScore(answer(good), ['session=x; Path=/']).score).toBeLessThan(100)
  const loose = policy.replace("'strict-dynamic'", "'unsafe-inline' https:")
  expect(observatoryScore(answer({ ...good, 'content-security-policy': loose }), session).score).toBeLessThan(100)
  const mixed = policy.replace('https://billing', 'http://billing')
  expect(observatoryScore(answer({ ...good, 'content-security-policy': mixed }), session).score).toBeLessThan(100)
})
