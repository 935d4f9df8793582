import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { locationId } from '@/lib/ids'
import type { CallEvent } from './client'
import { connect, readOnly } from './client'
import { WhmcsError } from './errors'
import { byAction, fakeWhmcs, json } from './testing/fake'
import { failureOf, GetThing, GOOD, html, says, text } from './testing/operations'

describe('what is sent and what is told', () => {
  test('one POST with the credentials in the body, after the parameters', async () => {
    await using fake = await fakeWhmcs(byAction({ GetThing: GOOD }))
    const whmcs = fake.whmcs({}, { url: `${fake.url}/billing/includes/api.php`, accessKey: 'k(y)' })
    expect(whmcs.baseUrl).toBe(`${fake.url}/billing`)
    await whmcs.read(GetThing, { a: 1 })
    expect(fake.received).toMatchObject([
      {
        method: 'POST',
        url: '/billing/includes/api.php',
        body: 'a=1&action=GetThing&identifier=an-identifier&secret=a-secret&accesskey=k(y)&responsetype=json',
      },
    ])
  })

  test.each(['ftp://x', 'http://u:p@x', 'https://x/?a=1', 'https://x/#a', 'x', ''])('not a URL: %s', (url) => {
    expect(() => connect({ location: locationId('main'), url, identifier: '', secret: '' })).toThrow(RangeError)
  })

  test('neither the log nor the error holds parameters, answers or WHMCS’s sentence', async () => {
    await using fake = await fakeWhmcs(says('Client ID 4711 Not Found'))
    const error = await fake
      .whmcs()
      .read(GetThing, { a: 'hush' })
      .catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(WhmcsError)
    expect(error).toMatchObject({ message: 'refused: GetThing', failure: 'refused', action: 'GetThing' })
    expect(error).toHaveProperty('said', 'Client ID 4711 Not Found')
    const told = inspect(error, { depth: 9 }) + JSON.stringify({ ...Object(error) }) + JSON.stringify(fake.events)
    expect(told).not.toMatch(/4711|hush|a-secret|an-identifier/)
  })

  test('each call is named once, its repetition too, for whoever looks for it in the log', async () => {
    let answers = 0
    await using fake = await fakeWhmcs((_received, response) => {
      answers += 1
      if (answers === 1) response.writeHead(503).end('Busy')
      else json(response, GOOD)
    })
    const events: CallEvent[] = []
    let names = 0
    const nameCall = () => `r-${(names += 1)}`
    const where = { location: locationId('main'), url: fake.url, identifier: 'i', secret: 's' }
    const whmcs = connect(where, { onCall: (event) => events.push(event), nameCall })
    await whmcs.read(GetThing)
    await whmcs.read(GetThing)
    expect(events.map(({ call, attempt, outcome }) => [call, attempt, outcome])).toEqual([
      ['r-1', 1, 'unreachable'],
      ['r-1', 2, 'ok'],
      ['r-2', 1, 'ok'],
    ])
  })

  test('a schema that does not fit is told by place and kind', async () => {
    await using fake = await fakeWhmcs(text('{"result":"success","id":"4711"}'))
    await expect(fake.whmcs().read(GetThing)).rejects.toMatchObject({ reason: 'id invalid_type' })
    expect(JSON.stringify(fake.events)).not.toContain('4711')
  })
})

describe('version', () => {
  const answer = (version: string) => ({ result: 'success', whmcs: { version, canonicalversion: version } })

  test('configured: nobody is asked', async () => {
    await using fake = await fakeWhmcs(html)
    expect(await fake.whmcs({}, { version: '7.10' }).version()).toEqual({ text: '7.10', major: 7, minor: 10 })
    expect(fake.received).toHaveLength(0)
    expect(() => fake.whmcs({}, { version: 'new' })).toThrow(RangeError)
  })

  const asking = (fake: { url: string }) =>
    connect({ location: locationId('main'), url: fake.url, identifier: 'i', secret: 's' })

  test('found out once, for all who wait', async () => {
    await using fake = await fakeWhmcs(byAction({ GetAdminDetails: answer('9.0.8-release.1') }))
    const whmcs = asking(fake)
    const [first] = await Promise.all([whmcs.version(), whmcs.version()])
    expect(first).toEqual({ text: '9.0.8-release.1', major: 9, minor: 0 })
    await whmcs.version()
    expect(fake.actions()).toEqual(['GetAdminDetails'])
  })

  test('WhmcsDetails second; a failure is not kept', async () => {
    const answers: Record<string, unknown> = { GetAdminDetails: { result: 'error', message: 'x' } }
    await using fake = await fakeWhmcs(byAction(answers))
    const whmcs = asking(fake)
    expect(await failureOf(whmcs.version())).toBe('refused')
    answers.WhmcsDetails = answer('8.13.7')
    expect(await whmcs.version()).toMatchObject({ major: 8, minor: 13 })
    expect(fake.actions()).toEqual(['GetAdminDetails', 'WhmcsDetails', 'GetAdminDetails', 'WhmcsDetails'])
  })
})

test('readOnly has nothing to write with, at run time too', async () => {
  await using fake = await fakeWhmcs((_, response) => json(response, GOOD))
  const reader = readOnly(fake.whmcs())
  expect(Object.keys(reader).sort()).toEqual(['baseUrl', 'location', 'read', 'version'])
  expect(await reader.read(GetThing)).toEqual({ id: 7 })
  const disguised = { ...GetThing, action: 'SetThing' }
  Reflect.set(disguised, 'effect', 'write')
  expect(() => reader.read(disguised)).toThrow(TypeError)
  expect(fake.actions()).toEqual(['GetThing'])
})
