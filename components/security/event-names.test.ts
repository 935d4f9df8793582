import { expect, test } from 'vitest'
import { listEndpoints } from '@/scripts/endpoints'
import { EVENT_WORDS } from './event-names'

test('every action that leaves a trace in an account has words for its owner', () => {
  const traced = listEndpoints().filter(({ door }) => door === 'action' || door === 'handoverAction')
  const unnamed = traced.map(({ name }) => name).filter((name) => !Object.hasOwn(EVENT_WORDS, name))
  expect(traced.length).toBeGreaterThan(5)
  expect(unnamed).toEqual([])
})
