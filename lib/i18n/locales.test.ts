import { describe, expect, test } from 'vitest'
import { directionOf, findLocale, fromAcceptLanguage, fromWhmcs, LOCALES } from './locales'

describe('Accept-Language', () => {
  test.each([
    ['the only one', 'de', 'de'],
    ['a region is not asked for', 'nl-BE', 'nl'],
    ['case does not matter', 'AR-eg', 'ar'],
    ['the first of equals', 'nl,de', 'nl'],
    ['no quality is the best quality', 'en;q=0.9,de', 'de'],
    ['the highest quality', 'en;q=0.2,ar;q=0.8,de;q=0.5', 'ar'],
    ['three decimals', 'en;q=0.801,nl;q=0.802', 'nl'],
    ['spaces', ' de ; q=0.5 ,  nl ; q=0.7 ', 'nl'],
    ['a capital Q', 'de;Q=0.1,nl;q=0.5', 'nl'],
    ['what Chrome sends', 'de-AT,de;q=0.9,en-US;q=0.8,en;q=0.7', 'de'],
    ['an unknown one is passed over', 'fr-FR,fr;q=0.9,nl;q=0.1', 'nl'],
    ['a quality that is none counts as not wanted', 'de;q=9,nl;q=0.1', 'nl'],
  ])('%s', (_, header, expected) => {
    expect(fromAcceptLanguage(header)).toBe(expected)
  })

  test.each([
    ['nothing', ''],
    ['only commas', ',,;,'],
    ['unknown languages', 'fr,es;q=0.5'],
    ['any language', '*'],
    ['a language that is refused', 'fr,de;q=0'],
    ['a prefix of nothing', '-de'],
    ['a property of every object', 'constructor,__proto__'],
  ])('no choice: %s', (_, header) => {
    expect(fromAcceptLanguage(header)).toBeNull()
  })

  test('only the first 500 characters are read', () => {
    const filler = 'fr,'.repeat(166)
    expect(fromAcceptLanguage(`${filler}de`)).toBe('de')
    expect(fromAcceptLanguage(`${filler}fr,de`)).toBeNull()
    expect(fromAcceptLanguage(`nl;q=0.1,${'x'.repeat(100_000)}`)).toBe('nl')
  })

  test('a quality that the cut goes through does not rise', () => {
    const header = `nl;q=0.50,${'fr,'.repeat(161)}de;q=0.1`
    expect(header.slice(0, 500).endsWith('de;q=0.')).toBe(true)
    expect(fromAcceptLanguage(header)).toBe('nl')
  })
})

test('WHMCS’s names of the languages, in either case', () => {
  expect(LOCALES.map(({ whmcs }) => fromWhmcs(whmcs))).toEqual(LOCALES.map(({ code }) => code))
  expect(fromWhmcs('German')).toBe('de')
  expect(fromWhmcs('')).toBeNull()
  expect(fromWhmcs('french')).toBeNull()
  expect(fromWhmcs('de')).toBeNull()
})

test('Arabic is read from the right, the others and unknown ones from the left', () => {
  expect(directionOf('ar')).toBe('rtl')
  for (const code of ['en', 'de', 'nl', 'en-XA', 'xx', '']) expect(directionOf(code)).toBe('ltr')
})

test('a code is found only as it is written', () => {
  expect(findLocale('nl')).toBe('nl')
  for (const code of [undefined, '', 'NL', 'nl-BE', 'en-XA']) expect(findLocale(code)).toBeNull()
})
