import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { connect, readOnly, type Operation } from './client'
import { WhmcsError, type WhmcsFailure } from './errors'
import { byAction, fakeWhmcs, json, type Reply } from './testing/fake'
import { locationId } from '@/lib/ids'

const GetThing = {
  action: 'GetThing',
  effect: 'read',
  response: z.object({ id: z.number() }),
} as const satisfies Operation
const SetThing = {
  action: 'SetThing',
  effect: 'write',
  response: z.object({ id: z.number() }),
} as const satisfies Operation
const EnterThing = {
  action: 'EnterThing',
  effect: 'handover',
  response: z.object({ id: z.number() }),
} as const satisfies Operation

const GOOD = { result: 'success', id: 7 }

async function failureOf(work: Promise<unknown>): Promise<WhmcsFailure | 'ok' | 'other'> {
  try {
    await work
    return 'ok'
  } catch (error) {
    return error instanceof WhmcsError ? error.failure : 'other'
  }
}

/** What one kind of answer means for a read, a handover and a write, and how often each was asked. */
async function meaning(reply: Reply, limits = {}) {
  await using fake = await fakeWhmcs(reply)
  const whmcs = fake.whmcs(limits)
  const read = await failureOf(whmcs.read(GetThing))
  const reads = fake.received.length
  const handover = await failureOf(whmcs.handover(EnterThing, {}))
  const write = await failureOf(whmcs.write(SetThing, {}))
  return { read, reads, handover, write, rest: fake.received.length - reads }
}

const html: Reply = (_, response) => void response.writeHead(200).end('<!DOCTYPE html><title>Login</title>')
const status =
  (code: number, body = '<html></html>'): Reply =>
  (_, response) =>
    void response.writeHead(code).end(body)
const reset: Reply = (_, __, request) => void request.socket.resetAndDestroy()
const says =
  (message: string, code = 200): Reply =>
  (_, response) =>
    json(response, { result: 'error', message }, code)
const text =
  (body: string): Reply =>
  (_, response) =>
    void response.end(body)

describe('what an answer means', () => {
  const once = { reads: 1, rest: 2 }
  const twice = { reads: 2, rest: 2 }
  const doubtful = { handover: 'unreachable', write: 'outcome_unknown' }
  const strange = { read: 'malformed', handover: 'malformed', write: 'outcome_unknown' }
  const lost = { read: 'unreachable', ...doubtful }

  test.each<[string, Reply, object]>([
    ['success', (_, response) => json(response, GOOD), { read: 'ok', handover: 'ok', write: 'ok', ...once }],
    ['status: success', text('{"status":"success","id":7}'), { read: 'ok', handover: 'ok', write: 'ok', ...once }],
    ['an HTML page', html, { ...strange, ...once }],
    ['nothing', text(''), { ...strange, ...once }],
    ['text', text('result=success'), { ...strange, ...once }],
    ['another shape', text('{"result":"success","id":"x"}'), { ...strange, ...once }],
    ['no result', text('{"id":7}'), { ...strange, ...once }],
    ['result Success', text('{"result":"Success","id":7}'), { ...strange, ...once }],
    ['result against status', text('{"result":"","status":"success","id":7}'), { ...strange, ...once }],
    ['duplicate keys', text('{"result":"error","result":"success","id":7}'), { ...strange, ...once }],
    ['__proto__', text('{"result":"success","id":7,"__proto__":{}}'), { ...strange, ...once }],
    ['a redirect', status(302), { ...strange, ...once }],
    ['404', status(404), { ...strange, ...once }],
    ['500', status(500), { ...lost, ...once }],
    ['502', status(502), { ...lost, ...twice }],
    ['503', status(503), { ...lost, ...twice }],
    ['504', status(504), { ...lost, ...twice }],
    ['403 from an edge', status(403), { ...lost, ...twice }],
    ['a reset', reset, { ...lost, ...twice }],
    ['500 with an answer', text('{"result":"success","id":7}'), { read: 'ok', ...once }],
    ['a refusal', says('Client ID Not Found'), { read: 'refused', handover: 'refused', write: 'refused', ...once }],
    [
      'status: error',
      text('{"status":"error","message":"Client ID Not Found"}'),
      { read: 'refused', handover: 'refused', write: 'refused', ...once },
    ],
    [
      'data that is not UTF-8',
      says('Error generating JSON encoded response: Malformed UTF-8 characters, possibly incorrectly encoded'),
      { ...strange, ...once },
    ],
    [
      'an action outside the role',
      says('Invalid Permissions: API action "getthing" is not allowed', 403),
      { read: 'credentials', handover: 'credentials', write: 'credentials', ...once },
    ],
    [
      'an unknown sentence under 403',
      says('Something about you', 403),
      { read: 'credentials', handover: 'credentials', write: 'credentials', ...once },
    ],
  ])('%s', async (_, reply, expected) => {
    expect(await meaning(reply)).toMatchObject(expected)
  })

  test('a warning that is not a deprecation puts a write in doubt', async () => {
    const warned = (warning: string) => text(JSON.stringify({ ...GOOD, warning }))
    expect(await meaning(warned('Invalid or Missing Payment Information'))).toMatchObject({
      read: 'ok',
      write: 'outcome_unknown',
    })
    expect(await meaning(warned('Sub Accounts are no longer supported. Please use UpdateUser'))).toMatchObject({
      write: 'ok',
    })
  })

  test('PHP warnings in front: reads go on and say so, writes are in doubt', async () => {
    const noise = '<br />\n<b>Warning</b>:  x in <b>/a.php</b> on line <b>3</b><br />\n'
    await using fake = await fakeWhmcs(text(noise + JSON.stringify(GOOD)))
    const whmcs = fake.whmcs()
    expect(await whmcs.read(GetThing)).toEqual({ id: 7 })
    expect(fake.events).toMatchObject([{ outcome: 'ok', note: 'php_warning' }])
    expect(await failureOf(whmcs.write(SetThing, {}))).toBe('outcome_unknown')
    expect(await failureOf(whmcs.handover(EnterThing, {}))).toBe('malformed')
  })

  test('cut off after any byte: never a success, and a write is in doubt', async () => {
    const body = Buffer.from('{"result":"success","id":7}')
    let cut = 0
    let announced = body.length
    await using fake = await fakeWhmcs((_, response) => {
      response.writeHead(200, { 'content-length': announced }).write(body.subarray(0, cut), () => {
        if (announced === cut) response.end()
        else response.destroy()
      })
    })
    for (cut = 0; cut < body.length; cut += 1) {
      for (announced of [cut, body.length]) {
        const whmcs = fake.whmcs()
        expect(await failureOf(whmcs.read(GetThing))).toMatch(/^(malformed|unreachable)$/)
        expect(await failureOf(whmcs.write(SetThing, {}))).toBe('outcome_unknown')
      }
    }
  })
})

describe('not sent means unreachable', () => {
  const main = { location: locationId('main'), identifier: 'i', secret: 's', version: '8.13' }
  test.each([
    ['refused', 'http://127.0.0.1:9'],
    ['an unknown host', 'http://whmcs.invalid'],
  ])('%s', async (_, url) => {
    const events: (string | undefined)[] = []
    const whmcs = connect({ ...main, url }, { onCall: (event) => events.push(event.outcome) })
    expect(await failureOf(whmcs.write(SetThing, {}))).toBe('unreachable')
    expect(events).toHaveLength(1)
    expect(await failureOf(whmcs.read(GetThing))).toBe('unreachable')
    expect(events).toHaveLength(3)
  })

  test('a failed TLS handshake', async () => {
    await using fake = await fakeWhmcs(html)
    const whmcs = connect({ ...main, url: fake.url.replace('http:', 'https:') })
    expect(await failureOf(whmcs.write(SetThing, {}))).toBe('unreachable')
    expect(fake.received).toHaveLength(0)
  })

  test('a full lane: at most as many at once, twice as many waiting, the rest shed at once', async () => {
    let busy = 0
    let most = 0
    await using fake = await fakeWhmcs(async (_, response) => {
      most = Math.max(most, (busy += 1))
      await new Promise((resolve) => setTimeout(resolve, 60))
      busy -= 1
      json(response, GOOD)
    })
    const whmcs = fake.whmcs({ lanes: { read: 2, write: 1, login: 1, pdf: 1 } })
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => failureOf(whmcs.read(GetThing))))
    expect(most).toBe(2)
    expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(6)
    expect(outcomes.filter((outcome) => outcome === 'unreachable')).toHaveLength(4)
    expect(fake.received).toHaveLength(6)
    expect(await failureOf(whmcs.read(GetThing))).toBe('ok')
  })

  test('waiting has an end, and one lane does not hold up another', async () => {
    await using fake = await fakeWhmcs(async ({ params }, response) => {
      if (params.get('action') === 'SetThing') await new Promise((resolve) => setTimeout(resolve, 300))
      json(response, GOOD)
    })
    const whmcs = fake.whmcs({ lanes: { read: 1, write: 1, login: 1, pdf: 1 }, queueMs: 40 })
    const first = failureOf(whmcs.write(SetThing, {}))
    const second = failureOf(whmcs.write(SetThing, {}))
    expect(await failureOf(whmcs.read(GetThing))).toBe('ok')
    expect(await second).toBe('unreachable')
    expect(await first).toBe('ok')
    expect(fake.actions()).toEqual(['SetThing', 'GetThing'])
  })
})

describe('deadlines and sizes', () => {
  const silent: Reply = () => undefined

  test('silence: a read is asked twice, a write once, and the write is in doubt', async () => {
    const started = performance.now()
    expect(await meaning(silent, { readMs: 700, writeMs: 300 })).toEqual({
      read: 'unreachable',
      reads: 2,
      handover: 'unreachable',
      write: 'outcome_unknown',
      rest: 2,
    })
    expect(performance.now() - started).toBeLessThan(700 * 1.6 + 300 + 300 + 500)
  })

  test('the deadline is over the whole body', async () => {
    const drip: Reply = async (_, response, request) => {
      response.writeHead(200)
      while (!request.socket.destroyed) {
        response.write(' ')
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
    expect(await meaning(drip, { readMs: 150, writeMs: 150 })).toMatchObject({
      read: 'unreachable',
      write: 'outcome_unknown',
    })
  })

  test('an operation may bring its own deadline', async () => {
    await using fake = await fakeWhmcs(silent)
    const started = performance.now()
    expect(await failureOf(fake.whmcs().write({ ...SetThing, deadlineMs: 80 }, {}))).toBe('outcome_unknown')
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test('a second answer counts', async () => {
    await using fake = await fakeWhmcs((_, response) => {
      if (fake.received.length === 1) response.writeHead(503).end()
      else json(response, GOOD)
    })
    expect(await fake.whmcs().read(GetThing)).toEqual({ id: 7 })
    expect(fake.events).toMatchObject([
      { attempt: 1, outcome: 'unreachable', reason: 'status 503' },
      { attempt: 2, outcome: 'ok' },
    ])
  })

  test('too large is not read to the end, nor asked again', async () => {
    expect(await meaning(text(`{"result":"success","id":7,"x":"${'x'.repeat(2000)}"}`), { maxBytes: 1000 })).toEqual({
      read: 'unreachable',
      reads: 1,
      handover: 'unreachable',
      write: 'outcome_unknown',
      rest: 2,
    })
  })
})

describe('locked out', () => {
  test.each([
    'Authentication Failed',
    'Invalid or missing credentials',
    'Invalid IP 203.0.113.7',
    'IP Banned',
    'Access Denied',
  ])('%s closes the door, one call at a time looks whether it is open again', async (message) => {
    let open = false
    await using fake = await fakeWhmcs((_, response) =>
      open ? json(response, GOOD) : json(response, { result: 'error', message }, 403),
    )
    const whmcs = fake.whmcs({ latchMs: 120 })
    const ask = () => failureOf(whmcs.read(GetThing))
    expect([await ask(), await ask(), await failureOf(whmcs.write(SetThing, {}))]).toEqual(Array(3).fill('credentials'))
    expect(fake.received).toHaveLength(1)
    await new Promise((resolve) => setTimeout(resolve, 140))
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(Array(3).fill('credentials'))
    expect(fake.received).toHaveLength(2)
    open = true
    await new Promise((resolve) => setTimeout(resolve, 140))
    expect(await ask()).toBe('ok')
    expect(await Promise.all([ask(), ask()])).toEqual(['ok', 'ok'])
  })

  test('an action outside the role closes nothing', async () => {
    await using fake = await fakeWhmcs(({ params }, response) => {
      if (params.get('action') === 'GetThing') json(response, GOOD)
      else
        json(response, { result: 'error', message: 'Invalid Permissions: API action "setthing" is not allowed' }, 403)
    })
    const whmcs = fake.whmcs()
    expect(await failureOf(whmcs.write(SetThing, {}))).toBe('credentials')
    expect(await failureOf(whmcs.read(GetThing))).toBe('ok')
  })
})

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
