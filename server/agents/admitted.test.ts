import { expect, test } from 'vitest'
import type { Permitted } from '@/server/access/permitted'
import type { Viewer } from '@/server/access/viewer'
import type { Reader, Writer } from '@/server/whmcs/client'
import type { Admitted } from './admitted'
import { mayEnter } from './admitted'
import { agentPath } from './paths'

test('a lead may do what every agent may, and not the other way round', () => {
  expect(mayEnter({ role: 'support' }, 'agent')).toBe(true)
  expect(mayEnter({ role: 'support' }, 'lead')).toBe(false)
  expect(mayEnter({ role: 'lead' }, 'agent')).toBe(true)
  expect(mayEnter({ role: 'lead' }, 'lead')).toBe(true)
})

test('by type, an agent is no customer and their WHMCS cannot write', () => {
  const check = (agent: Admitted<'agent'>, customer: Permitted<'invoices'>, whmcs: Reader) => {
    // @ts-expect-error an agent is not one of a customer's people
    const viewer: Viewer = agent
    // @ts-expect-error nor is what an agent may what a customer was permitted
    const permitted: Permitted<'invoices'> = agent
    // @ts-expect-error nor the other way round
    const admitted: Admitted<'agent'> = customer
    // @ts-expect-error an agent is not a lead
    const lead: Admitted<'lead'> = agent
    // @ts-expect-error a connection that reads is none that writes
    const writer: Writer = whmcs
    const [first] = agent.whmcs.values()
    // @ts-expect-error an agent's connection has nothing to write with
    void first?.write
    return [viewer, permitted, admitted, lead, writer]
  }
  expect(check).toBeTypeOf('function')
})

test.each([
  ['/agent', '/agent'],
  ['/agent/clients/7?location=eu', '/agent/clients/7?location=eu'],
  ['/agent?q=jane', '/agent?q=jane'],
  ['/agent/sign-in?next=/agent', '/agent'],
  ['/agents', '/agent'],
  ['/invoices', '/agent'],
  ['/agent/../invoices', '/agent'],
  ['//evil.example/agent', '/agent'],
  ['/\\evil.example', '/agent'],
  ['https://evil.example/agent', '/agent'],
  [undefined, '/agent'],
])('after signing in, %s leads to %s', (wanted, path) => {
  expect(agentPath(wanted)).toBe(path)
})
