import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { actionNamed, callAction } from './support/actions.ts'
import { errorSummary } from './support/forms.ts'
import type { LogLine, Portal } from './support/portal.ts'
import type { Sandbox } from './support/sandbox.ts'
import { anyAddress } from './support/wire.ts'

const SAID = 'If an account exists for this email, we sent a link. It works for 60 minutes.'
const FORGOT = actionNamed('password.forgot')

async function ask(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByRole('button', { name: 'Send link' }).click()
}

async function expectSaid(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Check your email', level: 1 })).toBeVisible()
  await expect(page).toHaveTitle('Check your email – Example Hosting')
  await expect(page.getByText(SAID)).toBeVisible()
}

function failures(portal: Portal): readonly LogLine[] {
  return portal.log().filter(({ event, outcome }) => event === 'action.afterwards' && outcome === 'failed')
}

/** The work begins when the answer is there: it is waited for. */
async function resets(sandbox: Sandbox, count: number): Promise<unknown[]> {
  const asked = async () => (await sandbox.calls('ResetPassword')).map(({ params }) => params)
  await expect.poll(asked).toHaveLength(count)
  return asked()
}

test('reset_password, resetPassword: WHMCS mails its link, and is told the address and nothing else', async ({
  page,
  sandbox,
}) => {
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await expect(page).toHaveTitle('Forgot your password? – Example Hosting')
  await ask(page, 'owner@example.com')
  await expectSaid(page)
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  const [params] = await resets(sandbox, 1)
  expect(params).toEqual(expect.objectContaining({ email: 'owner@example.com' }))
  expect(params).not.toHaveProperty('id')
  await expect.poll(async () => (await sandbox.mail()).map(({ to }) => to)).toContain('owner@example.com')

  // The link leads to WHMCS's own page, and works there.
  const link = /href="([^"]+)"/.exec((await sandbox.mail())[0]?.message ?? '')?.[1] ?? ''
  expect(link.startsWith(sandbox.url)).toBe(true)
  expect(await (await fetch(link.replaceAll('&amp;', '&'))).text()).toContain('New Password')
})

test('an address that nobody has is told the same', async ({ page, sandbox }) => {
  await page.goto('/forgot-password')
  await ask(page, '  nobody@example.com ')
  await expectSaid(page)
  expect(await resets(sandbox, 1)).toEqual([expect.objectContaining({ email: 'nobody@example.com' })])
  expect(await sandbox.mail()).toEqual([])
})

test('without JavaScript', async ({ visitor, sandbox }) => {
  const page = await visitor({ javaScriptEnabled: false })
  await page.goto('/forgot-password')
  await ask(page, 'nonsense')
  await expect(errorSummary(page)).toContainText('Enter an email address in the correct format')
  await expect(page.getByLabel('Email')).toHaveValue('nonsense')
  await ask(page, 'owner@example.com')
  await expectSaid(page)
  await resets(sandbox, 1)
})

test('what is no address never reaches WHMCS', async ({ portal, sandbox }) => {
  const addresses: (string | string[])[] = [
    '',
    'owner@example.com\r\nBcc: thief@example.net',
    'owner@exam\r\nple.com',
    'owner@exam\u200bple.com',
    'owner@example.com,thief@example.net',
    'owner@example.com thief@example.net',
    'owner@example.com;thief@example.net',
    '"thief@example.net"@example.com',
    'owner＠example.com',
    'owner@example。com',
    'öwner@example.com',
    'owner@localhost',
    'owner@example.com\u0000',
    '<owner@example.com>',
    'Owner <owner@example.com>',
    `${'o'.repeat(250)}@example.com`,
    ['owner@example.com', 'thief@example.net'],
    '1',
  ]
  for (const email of addresses) {
    portal.forgetLimits()
    const answer = await callAction(portal.url, FORGOT, { email }, { address: anyAddress() })
    expect.soft(answer.outcome, JSON.stringify(email)).toBe('invalid')
  }
  const more: Record<string, string>[] = [{ id: '1' }, { 'email[]': 'thief@example.net' }, { answer: 'x' }]
  for (const field of more) {
    const sent = { email: 'owner@example.com', ...field }
    expect.soft((await callAction(portal.url, FORGOT, sent)).outcome, JSON.stringify(field)).toBe('invalid')
  }
  expect(await sandbox.calls()).toEqual([])
})

test('one address gets three mails an hour, and the same answer for ever', async ({ portal, sandbox }) => {
  const spellings = [
    'owner@example.com',
    'OWNER@example.com',
    'owner@EXAMPLE.com',
    'Owner@Example.Com',
    'owner@example.com',
  ]
  for (const email of spellings) {
    expect((await callAction(portal.url, FORGOT, { email }, { address: anyAddress() })).outcome).toBe('ok')
  }
  await expect.poll(() => portal.log().filter((line) => line.event === 'password.forgot')).toHaveLength(2)
  await resets(sandbox, 3)
})

test('one sender asks ten times an hour, whoever for', async ({ portal, sandbox }) => {
  const address = anyAddress()
  const outcomes: string[] = []
  for (let time = 0; time < 12; time += 1) {
    const email = `somebody${time}@example.com`
    outcomes.push((await callAction(portal.url, FORGOT, { email }, { address })).outcome)
  }
  expect(outcomes).toEqual([...Array.from({ length: 10 }, () => 'ok'), 'rate_limited', 'rate_limited'])
  await resets(sandbox, 10)
})

test('WHMCS down: said before it is asked about anybody, and what was typed stays', async ({ page, sandbox }) => {
  await page.goto('/forgot-password')
  await sandbox.fault({ fault: 'maintenance' })
  await ask(page, 'owner@example.com')
  await expect(errorSummary(page)).toBeFocused()
  await expect(errorSummary(page)).toContainText('We cannot reach the billing system')
  await expect(page.getByLabel('Email')).toHaveValue('owner@example.com')
  expect(await sandbox.calls('ResetPassword')).toEqual([])
  await sandbox.heal()
  await page.getByRole('button', { name: 'Send link' }).click()
  await expectSaid(page)
  await resets(sandbox, 1)
})

test('an answer of WHMCS that is lost changes nothing of ours, and is not asked for again', async ({
  page,
  sandbox,
  portal,
}) => {
  await page.goto('/forgot-password')
  await sandbox.fault({ action: 'ResetPassword', fault: 'apply-then-reset' })
  await ask(page, 'owner@example.com')
  await expectSaid(page)
  await expect.poll(() => failures(portal)).toHaveLength(1)
  await resets(sandbox, 1)
  expect(portal.output()).not.toContain('owner@example.com')
})

test('the page of the second step says where it is, and sends another link', async ({ page, sandbox }) => {
  await page.goto('/reset-password')
  await expect(page).toHaveTitle('Choose a new password – Example Hosting')
  await expect(page.getByRole('main')).toContainText(new URL(sandbox.url).host)
  await expect(page.getByRole('link', { name: 'Open the billing site' })).toHaveAttribute(
    'href',
    `${sandbox.url}/pwreset.php`,
  )
  await ask(page, 'owner@example.com')
  await expectSaid(page)
  await resets(sandbox, 1)
})
