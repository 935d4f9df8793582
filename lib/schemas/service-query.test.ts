import { expect, test } from 'vitest'
import { filterOf, offsetOf, parseServiceQuery, serviceQueryString } from './service-query'

test('an address and its query are one', () => {
  const all = { status: 'suspended', q: 'shop & co', sort: '-due', page: '3' }
  const query = parseServiceQuery(all)
  expect(query).toEqual({ status: 'suspended', q: 'shop & co', sort: 'due', descending: true, page: 3 })
  expect(serviceQueryString(query)).toBe('?status=suspended&q=shop+%26+co&sort=-due&page=3')
})

test('what is not known is left out, and the usual is not said', () => {
  expect(serviceQueryString(parseServiceQuery({ status: 'gone', sort: '-size', page: '0', q: ' ' }))).toBe('')
  expect(offsetOf({ older: '250' })).toBe(250)
  for (const older of ['0', '-1', '1e3', '9999999', '٣']) expect(offsetOf({ older }), older).toBe(0)
})

test('each status of services and domains has its filter', () => {
  expect(['Active', 'Pending Transfer', 'Suspended', 'Grace', 'Terminated'].map(filterOf)).toEqual([
    'active',
    'pending',
    'suspended',
    'expired',
    'ended',
  ])
  expect(filterOf('Parked')).toBeNull()
})
