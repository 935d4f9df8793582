import { describe, expect, test } from 'vitest'
import { markOwned } from './owned'
import { beginV2Session, createPaymentLink, verifyV2Session } from './rest-v2'
import { fakeWhmcs } from './testing/fake'

type Answered = { readonly status?: number; readonly state?: string; readonly body?: unknown }

/** A WHMCS that gives these answers in turn, below a path of its own; `asked` is what it was asked with which state. */
async function answering(...answers: readonly Answered[]) {
  const asked: string[] = []
  const fake = await fakeWhmcs((received, response, request) => {
    const { status = 200, state, body = {} } = answers[asked.length] ?? {}
    asked.push(`${received.method} ${received.url} ${String(request.headers['x-api-state'] ?? '')}`.trim())
    response.writeHead(status, { ...(state && { 'x-api-state': state }) })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  const url = `${fake.url}/billing`
  return {
    asked,
    url,
    whmcs: fake.whmcs({}, { url, version: '9.0' }),
    [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose](),
  }
}

const target = { clientUuid: 'a/../b', invoice: markOwned<'invoice'>(7) }

describe('a payment link', () => {
  test('each request carries the state of the answer before, and the last one is given back', async () => {
    const body = { data: { url: '' } }
    await using fake = await answering({ state: 's1' }, { state: 's2', body })
    body.data.url = `${fake.url}/pay?key=1`
    const { url, state } = await createPaymentLink(fake.whmcs, 's0', target)
    expect([url.href, state]).toEqual([`${fake.url}/pay?key=1`, 's2'])
    expect(fake.asked).toEqual([
      'PUT /billing/api/v2/user/session/client/a%2F..%2Fb s0',
      'POST /billing/api/v2/user/invoices/7/payment-link s1',
    ])
  })

  test.each([
    'https://evil.example/billing/pay',
    'http://127.0.0.1:1/billing/pay',
    'javascript:alert(1)',
    'ORIGIN/elsewhere/pay',
    'ORIGIN/billing/../elsewhere',
    'USER/billing/pay',
  ])('that leads out of WHMCS is none: %s', async (leads) => {
    const body = { data: { url: '' } }
    await using fake = await answering({ state: 's1' }, { state: 's2', body })
    const { origin } = new URL(fake.url)
    body.data.url = leads.replace('ORIGIN', origin).replace('USER', origin.replace('://', '://somebody@'))
    await expect(createPaymentLink(fake.whmcs, 's0', target)).rejects.toMatchObject({
      failure: 'malformed',
      reason: 'link elsewhere',
    })
  })

  test.each([
    {},
    { data: {} },
    { data: { url: 7 } },
    { data: { url: '' } },
    { data: { url: '/pay' } },
    '<html>',
    'null',
  ])('an answer without an address is none: %j', async (body) => {
    await using fake = await answering({ state: 's1' }, { state: 's2', body })
    await expect(createPaymentLink(fake.whmcs, 's0', target)).rejects.toMatchObject({ failure: 'malformed' })
  })

  test.each([
    [401, 'refused'],
    [412, 'refused'],
    [422, 'refused'],
    [429, 'refused'],
    [302, 'refused'],
    [500, 'unreachable'],
  ])('status %i: nothing is repeated', async (status, failure) => {
    await using chosen = await answering({ state: 's1' }, { status, state: 's2', body: '<html>' })
    await expect(createPaymentLink(chosen.whmcs, 's0', target)).rejects.toMatchObject({ failure })
    expect(chosen.asked).toHaveLength(2)
    await using unchosen = await answering({ status, state: 's1' })
    await expect(createPaymentLink(unchosen.whmcs, 's0', target)).rejects.toMatchObject({ failure })
    expect(unchosen.asked).toHaveLength(1)
  })
})

describe('beginning a session', () => {
  test('an answer without a state, or with one that is too long, is none', async () => {
    await using fake = await answering({}, { state: 'x'.repeat(6_001) }, { status: 401, state: 's' }, { state: 's' })
    const begin = () => beginV2Session(fake.url, 'a@example.com', 'p')
    expect([await begin(), await begin(), await begin()]).toEqual(Array(3).fill({ kind: 'refused' }))
    expect(await begin()).toEqual({ kind: 'open', state: 's' })
  })

  test('the second factor’s fields are asked for, and the right code opens it', async () => {
    const fields = [{ name: 'key', description: 'Code', type: 'number' }]
    const answers = [
      { status: 202, state: 's1', body: { condition: 'twofa', fields } },
      { status: 401, state: 's2' },
      { state: 's3' },
    ]
    await using fake = await answering(...answers, { status: 202, state: 's', body: { condition: 'captcha' } })
    const challenge = { state: 's1', fields: ['key'] }
    expect(await beginV2Session(fake.url, 'a@example.com', 'p')).toEqual({ kind: 'code_needed', challenge })
    const next = { state: 's2', fields: ['key'] }
    expect(await verifyV2Session(fake.url, challenge, '1')).toEqual({ kind: 'wrong', challenge: next })
    expect(await verifyV2Session(fake.url, next, '2')).toEqual({ kind: 'accepted', state: 's3' })
    expect(fake.asked.map((line) => line.split(' ')[2])).toEqual([undefined, 's1', 's2'])
    await expect(beginV2Session(fake.url, 'a@example.com', 'p')).rejects.toMatchObject({ failure: 'malformed' })
  })
})
