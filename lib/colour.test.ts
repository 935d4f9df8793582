import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrast, readableOn, textOn } from './colour'

const SURFACES = ['#f9fafb', '#13171e']
const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

test('every colour an operator can choose becomes readable on both surfaces', () => {
  fc.assert(
    fc.property(colour, fc.constantFrom(...SURFACES), (accent, surface) => {
      const adjusted = readableOn(accent, surface)
      expect(contrast(adjusted, surface)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(textOn(adjusted), adjusted)).toBeGreaterThanOrEqual(4.5)
    }),
    { numRuns: 2000 },
  )
})

test('a readable colour is left as it is', () => {
  expect(readableOn('#1d4ed8', '#f9fafb')).toBe('#1d4ed8')
  expect(readableOn('#ffe600', '#13171e')).toBe('#ffe600')
})

test('contrast is WCAG’s: black on white is 21', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
})
