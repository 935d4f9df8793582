import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ssoLink, start, type Running } from '../testing/browser.ts'

let sandbox: Running
beforeAll(async () => {
  sandbox = await start({ now: new Date('2026-11-21T10:00:00Z') })
})
afterAll(() => sandbox.close())

const link = (params: Record<string, string>) => ssoLink(sandbox.url, params)
const custom = (path: string) => ({ destination: 'sso:custom_redirect', sso_redirect_path: path })

describe('single sign-on', () => {
  test('opens the session of the named user and leads to the path', async () => {
    const url = await link({ client_id: '1', user_id: '2', ...custom('viewinvoice.php?id=20') })
    const browser = sandbox.browser()
    const first = await browser.get(url)
    expect([first.status, first.location]).toEqual([302, '/viewinvoice.php?id=20'])
    expect(first.headers.get('set-cookie')).toMatch(/^WHMCS\w+=[0-9a-f]{32}; Path=\/; HttpOnly/)
    const page = await browser.get(first.location)
    expect(page.text).toContain('billing@example.com')
    expect(page.text).toContain('WHMCS sandbox')
  })

  test('without a user the owner is signed in', async () => {
    const page = await sandbox.browser().follow(await link({ client_id: '1', destination: 'clientarea:invoices' }))
    expect(page.text).toContain('owner@example.com')
    expect(page.text).toContain('My Invoices')
  })

  test('works once', async () => {
    const url = await link({ client_id: '1', destination: 'clientarea:profile' })
    expect((await sandbox.browser().get(url)).status).toBe(302)
    const again = await sandbox.browser().get(url)
    expect([again.status, again.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8'])
    expect(again.text).toContain('<h1>Login</h1>')
  })

  test('works for sixty seconds of the sandbox clock', async () => {
    const late = await link({ client_id: '1' })
    const inTime = await link({ client_id: '1' })
    const now = sandbox.world.clock.now().getTime()
    sandbox.world.clock.set(new Date(now + 55_000))
    expect((await sandbox.browser().get(inTime)).status).toBe(302)
    sandbox.world.clock.set(new Date(now + 62_000))
    const answer = await sandbox.browser().get(late)
    expect([answer.status, answer.text.includes('<h1>Login</h1>')]).toEqual([200, true])
  })

  test('is denied for a closed client', async () => {
    const answer = await sandbox.browser().get(await link({ client_id: '6' }))
    expect([answer.status, answer.text.includes('<h1>Login</h1>')]).toEqual([200, true])
  })

  test('knows no token by another case, and no token at all', async () => {
    const url = await link({ client_id: '1' })
    for (const path of [url.replace(/[0-9a-f]{40}$/, (token) => token.toUpperCase()), '/oauth/singlesignon.php']) {
      expect((await sandbox.browser().get(path)).text).toContain('<h1>Login</h1>')
    }
  })

  test.each([
    ['//evil.example.com/x', '/evil.example.com/x'],
    ['/\\evil.example.com', '/evil.example.com'],
  ])('never leads elsewhere: %s', async (path, target) => {
    // CreateSsoToken refuses these already; a row written past it must not lead away either.
    const now = sandbox.world.clock.now().getTime()
    const token = 'a'.repeat(39) + target.length.toString(16).slice(-1)
    const row = { token, client_id: 1, user_id: 3, destination: 'sso:custom_redirect', redirect_path: path }
    sandbox.world.store.insert('sso_tokens', { ...row, expires: now + 60_000 })
    const answer = await sandbox.browser().get(`/oauth/singlesignon.php?access_token=${token}`)
    sandbox.world.store.remove('sso_tokens', 'WHERE token = ?', token)
    expect(answer.location).toBe(target)
  })

  test('hands over to every named page', async () => {
    const service = { client_id: '1', destination: 'clientarea:product_details', service_id: '2' }
    expect((await sandbox.browser().follow(await link(service))).text).toContain('vps1.example.com')
    for (const [path, title] of [
      ['/user/password', 'Change Password'],
      ['/user/security', 'Security Settings'],
      ['/account/paymentmethods', 'Payment Methods'],
      ['index.php?rp=/user/security', 'Security Settings'],
      ['clientarea.php?action=masspay&all=true', 'Mass Payment'],
      ['clientarea.php?action=addfunds', 'Add Funds'],
    ] as const) {
      const page = await sandbox.browser().follow(await link({ client_id: '1', ...custom(path) }))
      expect(page.text).toContain(`<h1>${title}</h1>`)
      expect(page.text).toContain('owner@example.com')
    }
  })

  test('a user without the permission is kept out of the page', async () => {
    const url = await link({ client_id: '1', user_id: '6', ...custom('clientarea.php?action=addfunds') })
    expect((await sandbox.browser().follow(url)).text).toContain('Access Denied')
  })
})

describe('7.10', () => {
  test('the client itself is signed in', async () => {
    const old = await start({ version: '7.10' })
    const page = await old
      .browser()
      .follow(await ssoLink(old.url, { client_id: '1', destination: 'clientarea:invoices' }))
    expect(page.text).toContain('owner@example.com')
    const contact = old.browser()
    await contact.signIn('tech@example.com')
    expect((await contact.get('/clientarea.php')).text).toContain('Tess')
    expect((await contact.get('/viewinvoice.php?id=20')).text).toContain('Access Denied')
    await old.close()
  })
})
