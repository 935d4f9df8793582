import { expect, test } from 'vitest'
import { selectedIds } from './selection'

test('a selection is the same with commas and as checkboxes send it', () => {
  expect(selectedIds({ ids: '3,1,2' })).toEqual([3, 1, 2])
  expect(selectedIds({ ids: ['3', '1,2', '3'] })).toEqual([3, 1, 2])
  expect(selectedIds({})).toEqual([])
  expect(selectedIds({ ids: '' })).toEqual([])
})

test('what is no id is not there', () => {
  expect(selectedIds({ ids: '0,-1,1e3,0x1, 4 ,NaN,99999999999999999999,1;2' })).toEqual([4])
})
