import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { currentHost, markHost } from './hosts'
import { agentAddress, isSameOrigin, pageAddress } from './request'
import { configured } from './testing/configured'

const sent = new Map<string, string>()
vi.mock('next/headers', () => ({ headers: () => Promise.resolve(new Headers([...sent])) }))

const CUSTOMERS = 'https://my.example.com'
const AGENTS = 'https://support.example.com'

beforeAll(() => configured({ PORTAL_AGENT_URL: AGENTS }))
beforeEach(() => sent.clear())

function asked(host: string, origin?: string): void {
  sent.set('host', host)
  if (origin) sent.set('origin', origin)
}

test('each host is known by its name, and any other is a customer’s', async () => {
  for (const [host, kind] of [
    ['support.example.com', 'agents'],
    ['my.example.com', 'customers'],
    ['support.example.com.evil.example', 'customers'],
    ['support.example.com:8443', 'customers'],
  ] as const) {
    asked(host)
    expect(await currentHost(), host).toBe(kind)
  }
  sent.clear()
  expect(await currentHost()).toBe('customers')
})

test('what Next asks itself stays with the host of the first request; a mark that somebody made up counts for nothing', async () => {
  const first = { host: 'support.example.com', 'x-portal-host': '' }
  markHost(first)
  const itself = { ...first, host: 'localhost:3000' }
  markHost(itself)
  asked(itself.host)
  sent.set('x-portal-host', itself['x-portal-host'])
  expect(await currentHost()).toBe('agents')
  for (const forged of ['agents', 'agents x', 'agents undefined']) {
    const request = { host: 'my.example.com', 'x-portal-host': forged }
    sent.set('x-portal-host', forged)
    asked(request.host)
    expect(await currentHost(), forged).toBe('customers')
    markHost(request)
    sent.set('x-portal-host', request['x-portal-host'])
    expect(await currentHost(), forged).toBe('customers')
  }
})

test('a form of one host is no form of the other', async () => {
  asked('support.example.com', AGENTS)
  expect(await isSameOrigin()).toBe(true)
  asked('support.example.com', CUSTOMERS)
  expect(await isSameOrigin()).toBe(false)
  asked('my.example.com', AGENTS)
  expect(await isSameOrigin()).toBe(false)
  asked('my.example.com', CUSTOMERS)
  expect(await isSameOrigin()).toBe(true)
})

test('a mail leads each to their own', () => {
  expect(agentAddress('/agent/audit')).toBe(`${AGENTS}/agent/audit`)
  expect(pageAddress('/support-access')).toBe(`${CUSTOMERS}/support-access`)
})
