import { expect, test } from 'vitest'
import { z } from 'zod'
import { allPages, flatList, list, rows } from './list'
import { unflatten } from './unflatten'
import { id } from './wire'

const item = z.object({ id })
const invoices = list('invoices', 'invoice', item)
const one = [{ id: 1 }]
const two = [{ id: 1 }, { id: 2 }]

test.each([
  ['nested', { totalresults: 2, numreturned: 2, invoices: { invoice: [{ id: 1 }, { id: '2' }] } }, two],
  ['one row itself', { totalresults: 1, invoices: { invoice: { id: '1' } } }, one],
  ['numbered rows', { totalresults: '2', invoices: { invoice: { 0: { id: 1 }, 3: { id: 2 } } } }, two],
  ['flat after all', { totalresults: 1, invoices: [{ id: 1 }] }, one],
  ['flat and numbered', { totalresults: 1, invoices: { 0: { id: 1 } } }, one],
  ['no counts', { invoices: { invoice: [{ id: 1 }] } }, one],
  ['""', { totalresults: 0, invoices: '' }, []],
  ['[]', { totalresults: '0', invoices: [] }, []],
  ['null', { totalresults: 0, invoices: null }, []],
  ['{}', { totalresults: 0, invoices: {} }, []],
  ['nested ""', { totalresults: 0, invoices: { invoice: '' } }, []],
  ['nested []', { totalresults: 0, invoices: { invoice: [] } }, []],
  ['nested null', { invoices: { invoice: null } }, []],
  ['missing with count 0', { totalresults: 0, numreturned: 0 }, []],
  ['past the end', { totalresults: 30, startnumber: 50, numreturned: 0, invoices: '' }, []],
])('%s', (_, answer, items) => {
  expect(invoices.parse(answer).items).toEqual(items)
})

test.each([
  ['numreturned says rows', { totalresults: 2, numreturned: 2, invoices: { invoice: [] } }],
  ['totalresults says rows', { totalresults: 2, invoices: '' }],
  ['totalresults says rows, at the start', { totalresults: 2, startnumber: 0, numreturned: 0, invoices: '' }],
  ['another key', { totalresults: 2, numreturned: 2, products: { product: [{ id: 1 }] } }],
  ['nothing recognisable', { result: 'success' }],
  ['another singular', { totalresults: 1, invoices: { entry: [{ id: 1 }] } }],
  ['text', { totalresults: 1, invoices: 'none' }],
  ['a row that does not fit', { totalresults: 1, invoices: { invoice: [{ number: 1 }] } }],
  ['a list in a list', { totalresults: 1, invoices: { invoice: [[{ id: 1 }]] } }],
  ['no object', 'success'],
])('refused: %s', (_, answer) => {
  expect(invoices.safeParse(answer).success).toBe(false)
})

test('the total is that of all pages', () => {
  expect(invoices.parse({ totalresults: '40', numreturned: 1, invoices: { invoice: one } }).total).toBe(40)
  expect(invoices.parse({ invoices: { invoice: two } }).total).toBe(2)
})

test('bracketed flat keys', () => {
  const answer = unflatten({
    result: 'success',
    totalresults: '2',
    'invoices[invoice][0][id]': '1',
    'invoices[invoice][1][id]': '2',
  })
  expect(invoices.parse(answer).items).toEqual(two)
  expect(unflatten({ 'a[]': 1, 'a[ ]': 2 })).toBeNull()
  expect(unflatten({ a: 1, 'a[b]': 2 })).toBeNull()
  expect(unflatten({ 'a[b]': 1, 'a[b][c]': 2 })).toBeNull()
  expect(unflatten({ 'a[__proto__][polluted]': 1 })).toBeNull()
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
})

test('flat lists', () => {
  const users = flatList('users', item)
  expect(users.parse({ users: [{ id: 1 }] }).items).toEqual(one)
  expect(users.parse({ users: { 0: { id: 1 } } }).items).toEqual(one)
  expect(users.parse({ totalresults: 0, users: '' }).items).toEqual([])
  expect(users.safeParse({ totalresults: 1, users: [] }).success).toBe(false)
  expect(users.safeParse({ result: 'success' }).success).toBe(false)
})

test.each([
  ['""', '', []],
  ['missing', undefined, []],
  ['null', null, []],
  ['empty', { transaction: [] }, []],
  ['one', { transaction: { id: 1 } }, one],
  ['many', { transaction: two }, two],
  ['flat', two, two],
])('rows in a row: %s', (_, container, items) => {
  expect(rows('transaction', item).parse(container)).toEqual(items)
})

test('rows in a row: a foreign object is refused', () => {
  expect(rows('transaction', item).safeParse({ other: [{ id: 1 }] }).success).toBe(false)
  expect(rows('transaction', item).safeParse('none').success).toBe(false)
})

test('all pages: by the total, by an empty page, and never for ever', async () => {
  const rowsOf = (count: number) => Array.from({ length: count }, (_, n) => n)
  const paged = (total: number) => async (offset: number, limit: number) => ({
    items: rowsOf(total).slice(offset, offset + limit),
    total,
  })
  expect(await allPages(paged(250))).toHaveLength(250)
  expect(await allPages(async (offset) => ({ items: offset < 50 ? rowsOf(25) : [], total: 99 }))).toHaveLength(50)
  await expect(allPages(async () => ({ items: rowsOf(100), total: 1e9 }))).rejects.toThrow(RangeError)
})

test('all pages: after the first one together, in the order of the list, also when WHMCS gives short pages', async () => {
  const all = Array.from({ length: 230 }, (_, n) => n)
  let busy = 0
  let most = 0
  const asked: number[] = []
  const found = await allPages(async (offset, limit) => {
    asked.push(offset)
    most = Math.max(most, (busy += 1))
    await new Promise((resolve) => setTimeout(resolve, offset === 25 ? 20 : 5))
    busy -= 1
    return { items: all.slice(offset, offset + Math.min(limit, 25)), total: all.length }
  })
  expect(found).toEqual(all)
  expect(asked).toEqual([0, 25, 50, 75, 100, 125, 150, 175, 200, 225])
  expect(most).toBe(6)
})
