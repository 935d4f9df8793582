import { describe, expect, test } from 'vitest'
import { clientId, type Person } from '@/lib/ids'
import { markOwned } from './owned'
import { createSsoToken, fetchPdf } from './sso'
import { byAction, fakeWhmcs, json, type Fake, type Received } from './testing/fake'
import type { ServerResponse } from 'node:http'

const client = clientId(12)
const person: Person = { kind: 'user', id: 7 }
const path = 'viewinvoice.php?id=9'
const PDF = '%PDF-1.7\nbytes'

const token = (url: string) => ({
  result: 'success',
  access_token: 't',
  redirect_url: `${url}/oauth/singlesignon.php?access_token=t`,
})

describe('createSsoToken', () => {
  test('always names the user: without one WHMCS would sign in the owner', async () => {
    const answers: Record<string, unknown> = {}
    await using fake = await fakeWhmcs(byAction(answers))
    answers.CreateSsoToken = token(fake.url)
    const url = await createSsoToken(fake.whmcs(), { client, person, path })
    expect(url.href).toBe(`${fake.url}/oauth/singlesignon.php?access_token=t`)
    expect(Object.fromEntries(fake.received[0]?.params ?? [])).toMatchObject({
      client_id: '12',
      user_id: '7',
      destination: 'sso:custom_redirect',
      sso_redirect_path: path,
    })
  })

  test.each<[string, Person]>([
    ['8.13', { kind: 'client', id: 12 }],
    ['8.13', { kind: 'contact', id: 3 }],
    ['7.10', { kind: 'contact', id: 3 }],
    ['7.10', { kind: 'client', id: 13 }],
    ['7.10', { kind: 'user', id: 7 }],
  ])('on %s, %j would come in as the owner: refused unsent', async (version, who) => {
    await using fake = await fakeWhmcs(byAction({}))
    await expect(createSsoToken(fake.whmcs({}, { version }), { client, person: who, path })).rejects.toMatchObject({
      failure: 'refused',
    })
    expect(fake.received).toHaveLength(0)
  })

  test('7.x: the client itself', async () => {
    const answers: Record<string, unknown> = {}
    await using fake = await fakeWhmcs(byAction(answers))
    answers.CreateSsoToken = token(fake.url)
    await createSsoToken(fake.whmcs({}, { version: '7.10' }), { client, person: { kind: 'client', id: 12 }, path })
    expect(fake.received[0]?.params.has('user_id')).toBe(false)
  })

  test.each([
    'https://evil.example/oauth/singlesignon.php?access_token=t',
    'javascript:alert(1)//oauth/singlesignon.php',
    'BASE/oauth/other.php?access_token=t',
    'BASE/x/../oauth/../admin/oauth/singlesignon.php',
    'BASE.evil.example/oauth/singlesignon.php',
    '/oauth/singlesignon.php',
    '',
  ])('an address that is not our WHMCS’s is refused: %s', async (redirect) => {
    const answers: Record<string, unknown> = {}
    await using fake = await fakeWhmcs(byAction(answers))
    answers.CreateSsoToken = { result: 'success', redirect_url: redirect.replace('BASE', fake.url) }
    await expect(createSsoToken(fake.whmcs(), { client, person, path })).rejects.toMatchObject({ failure: 'malformed' })
  })

  test.each(['//evil.example', 'https://evil.example', '/\\evil.example', '../admin/', 'a/../../x', 'x\r\ny', '', '/'])(
    'not a path: %j',
    async (elsewhere) => {
      await using fake = await fakeWhmcs(byAction({}))
      await expect(createSsoToken(fake.whmcs(), { client, person, path: elsewhere })).rejects.toThrow(RangeError)
      expect(fake.received).toHaveLength(0)
    },
  )

  test('switched off for the client: a refusal', async () => {
    const message = 'SSO authentication blocked for client 12'
    await using fake = await fakeWhmcs(byAction({ CreateSsoToken: { result: 'error', message } }))
    await expect(createSsoToken(fake.whmcs(), { client, person, path })).rejects.toMatchObject({ failure: 'refused' })
  })
})

type Page = (response: ServerResponse, received: Received) => void

/** WHMCS's way: the token page sets a session cookie and leads to the file. */
function clientArea(pdf: Page, home = '../dl.php?type=i&id=9'): Promise<Fake> {
  const area: Promise<Fake> = fakeWhmcs(async (received, response) => {
    const { pathname } = new URL(received.url, 'http://x')
    if (pathname === '/w/includes/api.php') return json(response, token(`${(await area).url}/w`))
    if (pathname === '/w/oauth/singlesignon.php') {
      response.writeHead(302, { location: home, 'set-cookie': ['WHMCSx=abc; path=/; HttpOnly', 'other=1'] }).end()
      return
    }
    pdf(response, received)
  })
  return area
}

const wanted = { client, person, invoice: markOwned<'invoice'>(9) }
const base = (fake: Fake) => fake.whmcs({}, { url: `${fake.url}/w` })
const send =
  (body: string, contentType = 'application/pdf', status = 200): Page =>
  (response) =>
    void response
      .writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) })
      .end(body)

describe('fetchPdf', () => {
  test('the file, with the session of the token and nothing of it left over', async () => {
    await using fake = await clientArea(send(PDF))
    const whmcs = base(fake)
    for (let round = 0; round < 4; round += 1) {
      const { stream, length } = await fetchPdf(whmcs, wanted)
      expect(length).toBe(PDF.length)
      expect(await new Response(stream).text()).toBe(PDF)
    }
    const files = fake.received.filter(({ url }) => url === '/w/dl.php?type=i&id=9')
    expect(files.map(({ cookie }) => cookie)).toEqual(Array(4).fill('WHMCSx=abc; other=1'))
    expect(fake.received.filter(({ url }) => url.includes('singlesignon')).every(({ cookie }) => cookie === '')).toBe(
      true,
    )
  })

  test.each<[string, Page, string]>([
    ['a login page with status 200', send('<!DOCTYPE html>', 'text/html; charset=utf-8'), 'refused'],
    ['HTML that says it is a PDF', send('<!DOCTYPE html>'), 'refused'],
    ['a PDF that says it is HTML', send(PDF, 'text/html'), 'refused'],
    ['nothing', send(''), 'refused'],
    ['404', send(PDF, 'application/pdf', 404), 'refused'],
    ['503', send('', 'text/html', 503), 'unreachable'],
    ['a reset', (response) => void response.destroy(), 'unreachable'],
    [
      'a redirect to another host',
      (response) => void response.writeHead(302, { location: 'http://evil.example/' }).end(),
      'malformed',
    ],
    [
      'a redirect out of WHMCS',
      (response) => void response.writeHead(302, { location: '/elsewhere' }).end(),
      'malformed',
    ],
    ['a redirect without a target', (response) => void response.writeHead(302).end(), 'malformed'],
    ['redirects in a circle', (response) => void response.writeHead(302, { location: 'dl.php' }).end(), 'malformed'],
  ])('%s', async (_, page, failure) => {
    await using fake = await clientArea(page)
    const whmcs = base(fake)
    // Three times: what failed gives its place in the lane back.
    for (let round = 0; round < 3; round += 1) {
      await expect(fetchPdf(whmcs, wanted)).rejects.toMatchObject({ failure })
    }
  })

  test('a stream that nobody wants gives its place back, and one that stalls runs into the deadline', async () => {
    await using fake = await clientArea((response) => {
      response.writeHead(200, { 'content-type': 'application/pdf' }).write(PDF)
    })
    const whmcs = fake.whmcs({ downloadMs: 300, queueMs: 20 }, { url: `${fake.url}/w` })
    for (let round = 0; round < 3; round += 1) await (await fetchPdf(whmcs, wanted)).stream.cancel()
    const stalled = [await fetchPdf(whmcs, wanted), await fetchPdf(whmcs, wanted)]
    await expect(fetchPdf(whmcs, wanted)).rejects.toMatchObject({ failure: 'unreachable' })
    for (const { stream } of stalled) {
      await expect(new Response(stream).text()).rejects.toMatchObject({ failure: 'unreachable' })
    }
    await (await fetchPdf(whmcs, wanted)).stream.cancel()
  })

  test('WHMCS’s first page may lead anywhere below its base, and only there', async () => {
    await using fake = await clientArea(send(PDF), '/w/dl.php?type=i&id=9')
    expect(await new Response((await fetchPdf(base(fake), wanted)).stream).text()).toBe(PDF)
    await using outside = await clientArea(send(PDF), '/dl.php?type=i&id=9')
    await expect(fetchPdf(base(outside), wanted)).rejects.toMatchObject({ failure: 'malformed' })
    expect(outside.received.filter(({ url }) => url.startsWith('/dl.php'))).toHaveLength(0)
  })
})
