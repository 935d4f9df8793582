import { describe, expect, test } from 'vitest'
import { locationId } from '@/lib/ids'
import { connect } from './client'
import { fakeWhmcs, json, type Reply } from './testing/fake'
import { failureOf, GetThing, GOOD, html, meaning, SetThing, text } from './testing/operations'

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

  test('a write whose time is over when its connection stands', async () => {
    await using fake = await fakeWhmcs((_, response) => json(response, GOOD))
    const whmcs = fake.whmcs()
    const past = Date.now() - 1
    const error = await whmcs.write(SetThing, {}, past).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ failure: 'unreachable', reason: 'TOO_LATE' })
    expect(fake.received).toHaveLength(0)
    expect(await failureOf(whmcs.write(SetThing, {}, Date.now() + 10_000))).toBe('ok')
    expect(fake.received).toHaveLength(1)
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

  test('a kept connection that WHMCS closes as a read arrives: the read goes once more, on a new one', async () => {
    const served = new WeakSet()
    await using fake = await fakeWhmcs((_, response, { socket }) => {
      if (served.has(socket)) socket.destroy()
      else json(response, GOOD)
      served.add(socket)
    })
    const whmcs = fake.whmcs()
    expect(await whmcs.read(GetThing)).toEqual({ id: 7 })
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(await whmcs.read(GetThing)).toEqual({ id: 7 })
    expect(fake.events.map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
      [1, 'ok'],
      [1, 'unreachable'],
      [2, 'ok'],
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
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(['ok', 'ok', 'ok'])
    expect(fake.received).toHaveLength(5)
  })

  test('who waits for the one that looks waits no longer than their own deadline', async () => {
    let stuck = false
    await using fake = await fakeWhmcs((_, response) => {
      if (!stuck) json(response, { result: 'error', message: 'Authentication Failed' }, 403)
    })
    const whmcs = fake.whmcs({ latchMs: 50 })
    expect(await failureOf(whmcs.read(GetThing))).toBe('credentials')
    stuck = true
    await new Promise((resolve) => setTimeout(resolve, 60))
    const looking = failureOf(whmcs.write({ ...SetThing, deadlineMs: 400 }, {}))
    const started = performance.now()
    expect(await failureOf(whmcs.write({ ...SetThing, deadlineMs: 80 }, {}))).toBe('credentials')
    expect(performance.now() - started).toBeLessThan(300)
    expect(await looking).toBe('outcome_unknown')
    expect(fake.received).toHaveLength(2)
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
