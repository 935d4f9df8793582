import { expect, test } from 'vitest'
import { asRequest } from '@/server/testing/request'
import { isAgents, markAgent, nextCall, witness } from './context'

test('calls are named by the request and a number, and a trace says the first and the last until now', () => {
  expect(nextCall()).toBeUndefined()
  asRequest('67ba28a5-0000-4000-8000-000000000000', 'Browser/1')
  const seen = () => witness('67ba28a5-0000-4000-8000-000000000000')
  expect(seen()).toEqual({ userAgent: 'Browser/1' })
  expect(nextCall()).toBe('67ba28a5-1')
  expect(seen()).toEqual({ userAgent: 'Browser/1', calls: '67ba28a5-1' })
  nextCall()
  expect(nextCall()).toBe('67ba28a5-3')
  expect(seen()).toEqual({ userAgent: 'Browser/1', calls: '67ba28a5-1 … 67ba28a5-3' })
  // What is done later, for another request or none, was not seen by this browser.
  expect(witness('another')).toBeNull()
  asRequest('next', '')
  expect(witness('next')).toEqual({})
})

test('what a browser calls itself is bounded, and nothing in it hides or turns the line', () => {
  asRequest('r', `A\u0000\r\n\t\u007F\u0085\u202E\u2066\u200B\u00AD\u2028 B${'x'.repeat(9_000)}`)
  const { userAgent = '' } = witness('r') ?? {}
  expect(userAgent.startsWith('A Bxxx')).toBe(true)
  expect(userAgent).toHaveLength(300)
})

test('a request is nobody’s of support until it is said', () => {
  asRequest('r', '')
  expect(isAgents()).toBe(false)
  markAgent()
  expect(isAgents()).toBe(true)
  asRequest('s', '')
  expect(isAgents()).toBe(false)
})
