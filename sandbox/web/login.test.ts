import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMO_BACKUP_CODE, DEMO_TOTP_SECRET } from '../seed/people.ts'
import { start, tokenIn, type Running } from '../testing/browser.ts'
import { checkTotp, totp } from './totp.ts'

let sandbox: Running
beforeAll(async () => {
  sandbox = await start()
})
afterAll(() => sandbox.close())

test('codes are those of RFC 6238', () => {
  // The appendix's key, and the last six of its eight digits.
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  expect(totp(secret, new Date(59_000))).toBe('287082')
  expect(totp(secret, new Date(1_111_111_109_000))).toBe('081804')
  expect(totp(secret, new Date(20_000_000_000_000))).toBe('353130')
  expect(checkTotp(secret, '287 082', new Date(89_000))).toBe(true)
  expect(checkTotp(secret, '287082', new Date(149_000))).toBe(false)
})

describe('the login page', () => {
  test('answers with 200 and says what it is', async () => {
    const page = await sandbox.browser().get('/clientarea.php?action=invoices')
    expect(page.status).toBe(200)
    expect(page.text).toContain('WHMCS sandbox')
    expect(page.text).toContain('<h1>Login</h1>')
  })

  test('signs in and returns to the page asked for, under a new session id', async () => {
    const browser = sandbox.browser()
    const before = await browser.get('/viewinvoice.php?id=20')
    const done = await browser.signIn('owner@example.com')
    expect([done.status, done.location]).toEqual([302, '/viewinvoice.php?id=20'])
    expect(done.headers.get('set-cookie')?.slice(0, 60)).not.toBe(before.headers.get('set-cookie')?.slice(0, 60))
    expect((await browser.get(done.location)).text).toContain('Jane')
  })

  test('a wrong password, an unknown address and a POST to the client area', async () => {
    for (const [email, password] of [
      ['owner@example.com', 'wrong'],
      ['nobody@example.com', 'atrium-demo'],
    ] as const) {
      const page = await sandbox.browser().signIn(email, password)
      expect([page.status, page.text.includes('Login Details Incorrect')]).toEqual([200, true])
    }
    const form = { username: 'owner@example.com', password: 'atrium-demo' }
    expect((await sandbox.browser().post('/clientarea.php', form)).status).toBe(302)
  })

  test('asks for the second factor: authenticator or backup code', async () => {
    for (const given of [{ key: '' }, { code: DEMO_BACKUP_CODE }]) {
      const browser = sandbox.browser()
      expect((await browser.signIn('twofactor@example.com')).location).toBe('/login.php')
      expect((await browser.get('/clientarea.php')).text).toContain('Two-Factor Authentication')
      expect((await browser.post('/login.php', { key: '000001' })).text).toContain('second factor you supplied')
      expect((await browser.get('/clientarea.php')).text).not.toContain('Signed in')
      const code = totp(DEMO_TOTP_SECRET, sandbox.world.clock.now())
      const done = await browser.post('/login.php', 'code' in given ? given : { key: code })
      expect(done.status).toBe(302)
      expect((await browser.get(done.location)).text).toContain('Tom')
    }
  })

  test('a user of several accounts chooses one', async () => {
    const browser = sandbox.browser()
    await browser.get('/clientarea.php?action=services')
    expect((await browser.signIn('agency@example.com')).location).toBe('/user/accounts')
    expect((await browser.get('/clientarea.php?action=services')).location).toBe('/user/accounts')
    const token = tokenIn((await browser.get('/user/accounts')).text)
    expect((await browser.post('/user/accounts', { id: '1' })).status).toBe(403)
    const foreign = await browser.post('/user/accounts', { id: '4', token })
    expect([foreign.status, foreign.text.includes('<span id="client">0<')]).toEqual([200, true])
    const done = await browser.post('/user/accounts', { id: '3', token })
    expect(done.location).toBe('/clientarea.php?action=services')
    expect((await browser.get('/clientarea.php?action=invoices')).text).toContain('<span id="client">3<')
    // Its user of client 3 may see invoices only.
    expect((await browser.get(done.location)).text).toContain('Access Denied')
  })

  test('a closed client cannot be acted for', async () => {
    const browser = sandbox.browser()
    await browser.signIn('closed@example.com')
    expect((await browser.get('/clientarea.php')).location).toBe('/user/accounts')
    expect((await browser.get('/user/accounts')).text).toContain('no other account')
  })

  test('a user who is let in no more loses the account at once', async () => {
    const browser = sandbox.browser()
    await browser.signIn('billing@example.com')
    expect((await browser.get('/clientarea.php?action=invoices')).text).toContain('My Invoices')
    sandbox.world.store.remove('user_clients', 'WHERE user_id = 2 AND client_id = 1')
    expect((await browser.get('/clientarea.php?action=invoices')).location).toBe('/user/accounts')
    expect((await browser.get('/dl.php?type=i&id=20')).text).toContain('<h1>Login</h1>')
  })

  test('logging out, and quiet, end the session', async () => {
    const browser = sandbox.browser()
    await browser.signIn('owner@example.com')
    await browser.get('/logout.php')
    expect((await browser.get('/clientarea.php')).text).toContain('<h1>Login</h1>')
    await browser.signIn('owner@example.com')
    sandbox.world.clock.set(new Date(Date.now() + 3_600_000))
    expect((await browser.get('/clientarea.php')).text).toContain('<h1>Login</h1>')
    sandbox.world.clock.set(null)
  })

  test('a forgotten password: the same words for everybody, a mail for one', async () => {
    const known = await sandbox.browser().post('/pwreset.php', { email: 'owner@example.com' })
    const unknown = await sandbox.browser().post('/pwreset.php', { email: 'nobody@example.com' })
    expect(known.text).toBe(unknown.text)
    const mails = sandbox.world.store.all('sent_mail', "WHERE template = 'Password Reset Validation'")
    expect(mails.map((mail) => mail.to)).toEqual(['owner@example.com'])
    const link = /href="([^"]+)"/.exec(mails[0]?.message ?? '')?.[1] ?? ''
    const browser = sandbox.browser()
    expect((await browser.get(`${link}0`)).text).toContain('invalid or has expired')
    expect((await browser.post(link, { newpw: 'another one', confirmpw: 'different' })).text).toContain('do not match')
    const saved = await browser.post(link, { newpw: 'another one', confirmpw: 'another one' })
    expect(saved.text).toContain('has been reset')
    expect((await browser.get(link)).text).toContain('invalid or has expired')
    expect((await browser.signIn('owner@example.com')).text).toContain('Login Details Incorrect')
    expect((await browser.signIn('owner@example.com', 'another one')).status).toBe(302)
  })
})
