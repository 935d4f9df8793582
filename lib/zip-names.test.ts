import { makeZip } from 'client-zip'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { zipNames } from './zip-names'

const FILES = [
  { name: 'invoice-1.pdf', input: '%PDF-1.7 one' },
  { name: 'invoice-2.pdf', input: '' },
  { name: 'höhe.txt', input: 'ü'.repeat(500) },
]

test('the names of a ZIP are known in their order, however it is cut into pieces', async () => {
  const zip = await new Response(makeZip(FILES)).bytes()
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 30 }), (sizes) => {
      const namesIn = zipNames()
      const names: string[] = []
      let at = 0
      for (const size of [...sizes, zip.length]) {
        names.push(...namesIn(zip.subarray(at, at + size)))
        at += size
      }
      expect(names).toEqual(FILES.map(({ name }) => name))
    }),
  )
})

test('what only begins like a header counts for nothing', () => {
  const namesIn = zipNames()
  expect(namesIn(new Uint8Array([0x50, 0x4b, 0x03]))).toEqual([])
  expect(namesIn(new Uint8Array([0x05, ...new Uint8Array(60)]))).toEqual([])
})
