import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { signInRaw } from '../support/actions.ts'
import { FROM_MAIL, frameOf } from '../support/mail-frame.ts'
import { send } from '../support/wire.ts'
import { mailPolicy } from './policy.ts'

/** T11: the HTML of a mail is WHMCS's, and whoever wrote the template's or the customer's. It is shown, and does nothing. */

test.beforeEach(({ browserErrors }) => browserErrors.allow(FROM_MAIL))

/** Everything that the browser asks another server for. Nothing is answered: a request is enough to be found out by. */
async function requestsElsewhere(page: Page, own: string): Promise<string[]> {
  const seen: string[] = []
  await page.context().route(
    (url) => url.origin !== own,
    async (route) => {
      seen.push(route.request().url())
      await route.abort()
    },
  )
  return seen
}

const ELSEWHERE = 'https://tracker.example'

/** Each does something in a browser that shows it as it is: runs, loads, sends, leads away, or changes where things lead. */
const HOSTILE = [
  `<script>alert(1)</script><script src="${ELSEWHERE}/s.js"></script>`,
  `<img src="${ELSEWHERE}/i.gif" onerror="alert(1)"><img srcset="${ELSEWHERE}/s.gif 2x">`,
  `<svg onload="alert(1)"><image href="${ELSEWHERE}/v.svg"/><script>alert(1)</script><use href="${ELSEWHERE}/u.svg#a"/></svg>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>`,
  `<base href="${ELSEWHERE}/" target="_top"><img src="relative.gif">`,
  `<meta http-equiv="refresh" content="0;url=${ELSEWHERE}/m">`,
  `<meta http-equiv="refresh" content="0;url=javascript:alert(1)">`,
  `<meta name="referrer" content="unsafe-url"><img referrerpolicy="unsafe-url" src="${ELSEWHERE}/r.gif">`,
  `<link rel="stylesheet" href="${ELSEWHERE}/l.css"><link rel="preload" as="image" href="${ELSEWHERE}/p.gif">`,
  `<link rel="preconnect" href="${ELSEWHERE}"><link rel="dns-prefetch" href="${ELSEWHERE}"><link rel="prefetch" href="${ELSEWHERE}/f">`,
  `<style>@import url(${ELSEWHERE}/c.css); @font-face{font-family:x;src:url(${ELSEWHERE}/f.woff)} p{font-family:x;background:url(${ELSEWHERE}/b.gif)}</style>`,
  `<style>p[class^="m"]{background:url(${ELSEWHERE}/?m)} p::after{content:url(${ELSEWHERE}/a.gif)} p{list-style:url(${ELSEWHERE}/l.gif);cursor:url(${ELSEWHERE}/c.cur),auto}</style>`,
  `<p style="background:url('${ELSEWHERE}/inline.gif');position:fixed;inset:0">over everything</p>`,
  `<form action="${ELSEWHERE}/form" method="post"><input name="password" autofocus onfocus="alert(1)"><button formaction="${ELSEWHERE}/b">Sign in</button></form>`,
  `<iframe src="${ELSEWHERE}/frame"></iframe><iframe srcdoc="<script>alert(1)</script>"></iframe><iframe src="/emails"></iframe>`,
  `<object data="${ELSEWHERE}/o.swf"></object><embed src="${ELSEWHERE}/e.swf"><applet code="${ELSEWHERE}/a"></applet>`,
  `<video src="${ELSEWHERE}/v.mp4" poster="${ELSEWHERE}/p.gif" autoplay></video><audio src="${ELSEWHERE}/a.mp3" autoplay></audio>`,
  `<body onload="alert(1)" background="${ELSEWHERE}/bg.gif"><table background="${ELSEWHERE}/t.gif"><tr><td>x</td></tr></table>`,
  `<details open ontoggle="alert(1)"><marquee onstart="alert(1)">x</marquee><input type="image" src="${ELSEWHERE}/in.gif">`,
  `<a href="javascript:alert(1)" target="_self">self</a><a href="javascript:alert(1)">new</a><a href="data:text/html,<script>alert(1)</script>">data</a>`,
  `<div><template shadowrootmode="open"><script>alert(1)</script><img src="${ELSEWHERE}/t.gif" onerror="alert(1)"></template></div>`,
  `<noscript><img src="${ELSEWHERE}/noscript.gif"></noscript><!--><img src="${ELSEWHERE}/c.gif" onerror="alert(1)">-->`,
  `</title></style></script></iframe><img src="${ELSEWHERE}/broken.gif" onerror="alert(1)">`,
  `<plaintext><script>alert(1)</script>`,
]

test('hostile mails: nothing runs, nothing is asked of another server, nothing leaves the frame', async ({
  page,
  signInAs,
  sandbox,
  portal,
  browserErrors,
}) => {
  test.setTimeout(90_000)
  // Frames inside the mail.
  browserErrors.allow(/about:srcdoc|^error: Framing .* directive: "default-src 'none'"/)
  const dialogs: string[] = []
  page.on('dialog', async (dialog) => {
    dialogs.push(dialog.message())
    await dialog.dismiss()
  })
  const elsewhere = await requestsElsewhere(page, portal.url)
  await signInAs('owner@example.com', '/emails')
  for (const [number, html] of HOSTILE.entries()) {
    const id = await sandbox.sendEmail({
      client: 1,
      subject: `Hostile ${number}`,
      html: `<p class="mark">MARK</p>${html}`,
    })
    await page.goto(`/emails/${id}`)
    await expect(frameOf(page).getByText('MARK').first(), html).toBeVisible()
    // Autoplay, refresh and handlers get their time; then every link and button is tried.
    await page.waitForTimeout(150)
    for (const trap of await frameOf(page).locator('a:visible, button:visible').all()) {
      await trap.click({ timeout: 2_000, force: true })
    }
    expect(new URL(page.url()).pathname, html).toBe(`/emails/${id}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Hostile ${number}`)
  }
  expect(dialogs).toEqual([])
  expect(elsewhere).toEqual([])
  expect(portal.log().filter(({ event }) => event?.startsWith('csp'))).toEqual([])
})

test('pictures of other servers come when they are asked for, once, and learn nothing of the reader', async ({
  page,
  signInAs,
  sandbox,
  portal,
}) => {
  const seen: Record<string, string>[] = []
  await page.context().route(`${ELSEWHERE}/**`, async (route) => {
    seen.push({ ...(await route.request().allHeaders()), url: route.request().url() })
    const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
    await route.fulfill({ contentType: 'image/gif', body: gif })
  })
  const html = `<p>MARK</p><img alt="picture" referrerpolicy="unsafe-url" src="${ELSEWHERE}/i.gif"><script src="${ELSEWHERE}/s.js"></script>`
  const id = await sandbox.sendEmail({ client: 1, subject: 'Pictures', html: html.replace(/<script.*/, '') })
  await signInAs('owner@example.com', `/emails/${id}?images=2`)
  await expect(frameOf(page).getByText('MARK')).toBeVisible()
  await expect(page.getByText('Pictures are not loaded')).toBeVisible()
  expect(seen).toEqual([])
  await page.goto(`/emails/${id}`)
  await page.getByRole('link', { name: 'Show images' }).click()
  await expect(page).toHaveURL(`/emails/${id}?images=1`)
  const picture = frameOf(page).getByRole('img', { name: 'picture' })
  await expect(picture).toBeVisible()
  await expect.poll(() => picture.evaluate((img) => img instanceof HTMLImageElement && img.naturalWidth)).toBe(1)
  expect(seen.map(({ url }) => url)).toEqual([`${ELSEWHERE}/i.gif`])
  expect(seen[0]).not.toHaveProperty('referer')
  expect(seen[0]).not.toHaveProperty('cookie')
  await expect(page.getByRole('link', { name: 'Show images' })).toBeHidden()

  // Scripts do not come with them.
  const cookie = await signInRaw(portal.url, 'owner@example.com')
  const body = await send(portal.url, `/emails/${id}/body?images=1`, { cookie })
  expect(body.headers['content-security-policy']).toBe(mailPolicy(true))
  expect(body.headers['cross-origin-embedder-policy']).toBe('credentialless')
  await page.goto(`/emails/${id}`)
  await expect(frameOf(page).getByText('MARK')).toBeVisible()
  await expect(page.getByText('Pictures are not loaded')).toBeVisible()
  expect(seen).toHaveLength(1)
})

test('a link of a mail opens a window of its own, which knows nothing of the portal', async ({
  page,
  signInAs,
  sandbox,
}) => {
  await page.context().route('https://provider.example/**', async (route) => {
    const { referer } = await route.request().allHeaders()
    const body = `<title>There</title><p id="r">${referer ?? 'none'}</p><script>document.title += opener ? ' opener' : ' alone'</script>`
    await route.fulfill({ contentType: 'text/html', body })
  })
  // Where the link means to open, and what it means to tell, is not the mail's to say.
  const html =
    '<a href="https://provider.example/page" target="_top" rel="opener" referrerpolicy="unsafe-url">Our site</a>'
  const id = await sandbox.sendEmail({ client: 1, subject: 'Link', html })
  await signInAs('owner@example.com', `/emails/${id}`)
  const opened = page.context().waitForEvent('page')
  await frameOf(page).getByRole('link', { name: 'Our site' }).click()
  const there = await opened
  await expect(there).toHaveTitle('There alone')
  await expect(there.locator('#r')).toHaveText('none')
  await expect(page).toHaveURL(`/emails/${id}`)
})

test('the body has its policy however its address is written, and by itself too', async ({ portal, sandbox }) => {
  const cookie = await signInRaw(portal.url, 'owner@example.com')
  const html = '<p>We received your payment</p>'
  const id = await sandbox.sendEmail({ client: 1, subject: 'Paid', html })
  const paths = [
    'body',
    '%62ody',
    'body/',
    'body?images=0',
    'body?images=1&images=0',
    'body?x',
    'BODY',
    './body',
    '%2e/body',
  ]
  for (const path of paths) {
    const { status, headers, text } = await send(portal.url, `/emails/${id}/${path}`, { cookie })
    if (status !== 200 || !text.includes('We received your payment')) continue
    expect.soft(headers['content-security-policy'], path).toContain('sandbox allow-popups')
    expect.soft(headers['x-frame-options'], path).toBe('SAMEORIGIN')
  }
})
