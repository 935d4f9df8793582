import type { ServerResponse } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Person } from '@/lib/ids'
import { clientId, locationId } from '@/lib/ids'
import { createSandbox } from '@/sandbox/app'
import { connect, type Writer } from '@/server/whmcs/client'
import { indexed } from '@/server/whmcs/encode'
import { fakeWhmcs, json, type Fake, type Received } from '@/server/whmcs/testing/fake'
import { submitClientAreaForm } from './client-area-form'

const path = 'clientarea.php?action=addfunds'
const fields = { amount: '25.00', paymentmethod: 'stripe' }

describe.each(['7.10', '8.13', '9.0'] as const)('WHMCS %s', (version) => {
  const sandbox = createSandbox({ version })
  const client = clientId(1)
  const person: Person = version === '7.10' ? { kind: 'client', id: 1 } : { kind: 'user', id: 3 }
  let whmcs: Writer
  let close: () => Promise<void>
  const invoices = () => sandbox.world.store.all('invoices', 'WHERE userid = 1 ORDER BY id')
  const items = (id: number) => sandbox.world.store.all('invoice_items', 'WHERE invoiceid = ? ORDER BY id', id)

  beforeAll(async () => {
    const listening = await sandbox.listen(0)
    close = () => listening.close()
    const secrets = { identifier: 'sandbox-identifier', secret: 'sandbox-secret' }
    whmcs = connect({ location: locationId('main'), url: listening.url, version, ...secrets })
  })
  afterAll(() => close())
  beforeEach(() => sandbox.reset())

  const submit = (more: object = {}) => submitClientAreaForm(whmcs, { client, person, path, fields, ...more })

  test('adds funds as the form of WHMCS does', async () => {
    const before = invoices().length
    expect(await submit()).toEqual({ again: false })
    const [made] = invoices().slice(before)
    expect(items(made?.id ?? 0)).toMatchObject([{ type: 'AddFunds', amount: 2500 }])
  })

  test('a list of ids: one invoice for exactly those', async () => {
    const open = invoices()
      .filter(({ status }) => status === 'Unpaid')
      .slice(0, 2)
      .map(({ id }) => id)
    expect(open).toHaveLength(2)
    const before = invoices().length
    const posted = { ...indexed('invoiceids', open), geninvoice: 'true', paymentmethod: 'stripe' }
    expect(await submit({ path: 'clientarea.php?action=masspay', fields: posted })).toEqual({ again: false })
    const [made, ...others] = invoices().slice(before)
    expect(others).toHaveLength(0)
    expect(items(made?.id ?? 0).map(({ type, relid }) => [type, relid])).toEqual(open.map((id) => ['Invoice', id]))
  })

  test('an amount that WHMCS does not take: it shows its form again', async () => {
    const before = invoices().length
    expect(await submit({ fields: { ...fields, amount: '0.01' } })).toEqual({ again: true })
    expect(invoices()).toHaveLength(before)
  })

  test.each([
    [{ fault: 'reset-before' as const, nth: 1 }, 'unreachable', 0],
    [{ fault: 'status' as const, status: 503, nth: 1 }, 'unreachable', 0],
    [{ fault: 'reset-before' as const, nth: 2 }, 'outcome_unknown', 0],
    [{ fault: 'apply-then-reset' as const, nth: 2 }, 'outcome_unknown', 1],
    [{ fault: 'status' as const, status: 502, nth: 2 }, 'outcome_unknown', 0],
  ])('%j: %s', async (fault, failure, made) => {
    const before = invoices().length
    sandbox.world.faults.add([{ action: '/clientarea.php', ...fault }])
    await expect(submit()).rejects.toMatchObject({ failure })
    expect(invoices()).toHaveLength(before + made)
  })
})

type Page = (response: ServerResponse, received: Received) => void

const TOKEN = 'b5c3e2f1'.repeat(5)
const html =
  (body: string, status = 200): Page =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'text/html' }).end(body)

/** WHMCS's way: the address of single sign-on sets a session cookie and leads to the page. */
function clientArea(get: Page, post: Page = html('done')): Promise<Fake> {
  const area: Promise<Fake> = fakeWhmcs(async (received, response) => {
    const { pathname } = new URL(received.url, 'http://x')
    if (pathname === '/w/includes/api.php') {
      return json(response, { result: 'success', redirect_url: `${(await area).url}/w/oauth/singlesignon.php?t=1` })
    }
    if (pathname === '/w/oauth/singlesignon.php') {
      response.writeHead(302, { location: `../${path}`, 'set-cookie': 'WHMCSx=abc; path=/; HttpOnly' }).end()
      return
    }
    if (received.method === 'POST') post(response, received)
    else get(response, received)
  })
  return area
}

const target = { client: clientId(12), person: { kind: 'user', id: 7 } as const, path, fields }
const send = (fake: Fake) => submitClientAreaForm(fake.whmcs({ writeMs: 300 }, { url: `${fake.url}/w` }), target)
const posted = (fake: Fake) =>
  fake.received.filter(({ method, url }) => method === 'POST' && url.includes('clientarea'))

describe('what goes over the wire', () => {
  test.each([
    ['in the form', `<form><input type='hidden' value='${TOKEN}' name='token'></form>`],
    ['for scripts', `<script>var csrfToken = '${TOKEN}', x = 1;</script>`],
  ])('once, in the session, with the token %s', async (_, page) => {
    await using fake = await clientArea(html(page))
    expect(await send(fake)).toEqual({ again: false })
    const [one, ...others] = posted(fake)
    expect(others).toHaveLength(0)
    expect(one?.url).toBe(`/w/${path}`)
    expect(one?.cookie).toBe('WHMCSx=abc')
    expect(Object.fromEntries(one?.params ?? [])).toEqual({ ...fields, token: TOKEN })
    expect(fake.events.at(-1)).toMatchObject({ action: 'ClientArea', effect: 'write', outcome: 'ok' })
    expect(JSON.stringify(fake.events)).not.toContain('25.00')
  })

  test('a redirect after it is not followed', async () => {
    const away: Page = (response) => void response.writeHead(302, { location: 'viewinvoice.php?id=9' }).end()
    await using fake = await clientArea(html(`<input name="token" value="${TOKEN}">`), away)
    expect(await send(fake)).toEqual({ again: false })
    expect(fake.received.at(-1)?.method).toBe('POST')
  })

  test('a gateway’s own form with an amount is not WHMCS’s form again', async () => {
    const gateway = html('<form action="https://gateway.example"><input name="amount" value="25.00"></form>')
    await using fake = await clientArea(html(`<input name="token" value="${TOKEN}">`), gateway)
    expect(await send(fake)).toEqual({ again: false })
  })

  test.each<[string, Page, object]>([
    ['no token', html('<form method="post"></form>'), { code: 'rejected', key: 'client_area_closed' }],
    ['an odd token', html('<input name="token" value="a b">'), { code: 'rejected', key: 'client_area_closed' }],
    ['a page that is not found', html(`<input name="token" value="${TOKEN}">`, 404), { code: 'rejected' }],
    [
      'a redirect elsewhere',
      (r) => void r.writeHead(302, { location: 'http://evil.example' }).end(),
      { code: 'rejected' },
    ],
    ['maintenance', html('', 503), { failure: 'unreachable' }],
    ['a reset', (response) => void response.destroy(), { failure: 'unreachable' }],
  ])('%s: nothing is sent', async (_, page, error) => {
    await using fake = await clientArea(page)
    await expect(send(fake)).rejects.toMatchObject(error)
    expect(posted(fake)).toHaveLength(0)
  })

  test.each<[string, Page]>([
    ['silence', () => undefined],
    ['a reset', (response) => void response.destroy()],
    ['half an answer', (r) => void r.writeHead(200, { 'content-length': 99 }).write('<p>', () => r.destroy())],
    ['an error', html('', 500)],
    ['a refusal of the edge', html('', 403)],
  ])('%s after it: unknown, and not repeated', async (_, page) => {
    await using fake = await clientArea(html(`<input name="token" value="${TOKEN}">`), page)
    await expect(send(fake)).rejects.toMatchObject({ failure: 'outcome_unknown' })
    expect(posted(fake)).toHaveLength(1)
  })
})
