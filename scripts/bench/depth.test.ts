import { expect, test } from 'vitest'
import { depthOf } from './depth'

test('calls that overlap count once, however many they are', () => {
  expect(depthOf([])).toBe(0)
  expect(
    depthOf([
      { began: 0, ended: 20 },
      { began: 2, ended: 25 },
      { began: 19, ended: 40 },
    ]),
  ).toBe(1)
})

test('a call that waited for another makes the chain longer', () => {
  const first = { began: 0, ended: 20 }
  const slow = { began: 0, ended: 90 }
  const second = { began: 21, ended: 41 }
  const third = { began: 42, ended: 60 }
  expect(depthOf([slow, second, first])).toBe(2)
  expect(depthOf([third, slow, second, first])).toBe(3)
})
