import { expect, test } from 'vitest'
import { addressOf, cleanHeaders, clientAddress, knownMethod, uncached } from './edge'

test.each([
  [undefined, 0, 'peer'],
  ['1.1.1.1', 0, 'peer'],
  ['1.1.1.1, 2.2.2.2', 0, 'peer'],
  ['1.1.1.1', 1, '1.1.1.1'],
  ['9.9.9.9, 1.1.1.1', 1, '1.1.1.1'],
  ['9.9.9.9, 1.1.1.1, 10.0.0.1', 2, '1.1.1.1'],
  [undefined, 1, 'peer'],
  ['1.1.1.1', 5, '1.1.1.1'],
])('X-Forwarded-For %j behind %i hops is %s', (sent, hops, address) => {
  expect(clientAddress(sent, 'peer', hops)).toBe(address)
})

test('what a client may not say is not heard', () => {
  const headers = {
    host: 'my.example.com',
    cookie: 'a=b',
    'x-middleware-subrequest': 'middleware',
    'x-invoke-path': '/x',
    'next-resume': '1',
    'x-nonce': 'chosen',
    'x-path': '/elsewhere',
    'content-security-policy': "script-src 'unsafe-inline'",
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'http',
    'x-forwarded-for': '1.2.3.4',
    'x-request-id': 'forged',
  }
  cleanHeaders(headers, '127.0.0.1', 0)
  expect(headers).toEqual({ host: 'my.example.com', cookie: 'a=b', 'x-forwarded-for': '127.0.0.1' })
})

test('behind a trusted proxy its host and protocol are kept', () => {
  const headers = { 'x-forwarded-host': 'my.example.com', 'x-forwarded-for': '203.0.113.9' }
  cleanHeaders(headers, '127.0.0.1', 1)
  expect(headers).toEqual({ 'x-forwarded-host': 'my.example.com', 'x-forwarded-for': '203.0.113.9' })
})

test('whatever is not a file of the build or the brand is kept by nobody', () => {
  expect(['/', '/invoices/1.css', '/_next/static', '//_next/static/'].map(uncached)).not.toContain(false)
  expect(['/_next/static/chunks/a.js', '/brand/logo.svg'].map(uncached)).not.toContain(true)
})

test('methods that Next cannot represent become one that it refuses', () => {
  expect(['TRACE', 'TRACK', 'CONNECT'].map(knownMethod)).toEqual(['OPTIONS', 'OPTIONS', 'OPTIONS'])
  expect(['GET', 'HEAD', 'POST', 'PUT'].map(knownMethod)).toEqual(['GET', 'HEAD', 'POST', 'PUT'])
})

test.each([
  ['/invoices?page=2', '/invoices?page=2'],
  ['//elsewhere.example/invoices', '//elsewhere.example/invoices'],
  ['/_next/static/../../invoices', '/invoices'],
  ['http://elsewhere.example/emails/1/body', '/emails/1/body'],
  ['*', '/'],
  [undefined, '/'],
])('%j asks for %s', (asked, path) => {
  const { pathname, search, host } = addressOf(asked)
  expect(pathname + search).toBe(path)
  expect(host === 'portal' || asked?.includes(host)).toBe(true)
})
