import { expect, test } from 'vitest'
import { COUNTRIES, countryChoices } from './countries'
import { LOCALES } from './i18n/locales'

test('the list is 249 countries of ISO 3166-1 and Kosovo, each once', () => {
  expect(COUNTRIES).toHaveLength(250)
  expect(new Set(COUNTRIES).size).toBe(250)
  expect(COUNTRIES.every((code) => /^[A-Z]{2}$/.test(code))).toBe(true)
})

test.each(LOCALES.map(({ code }) => code))('%s has a name for each of them', (code) => {
  const choices = countryChoices(code, '')
  expect(choices).toHaveLength(250)
  expect(choices.filter(({ value, name }) => value === name)).toEqual([])
})

test('names come in the order of the language', () => {
  const german = countryChoices('de', '').map(({ name }) => name)
  expect(german.indexOf('Österreich')).toBeLessThan(german.indexOf('Polen'))
})

test('what WHMCS stored is kept, known or not', () => {
  expect(countryChoices('en', 'DE')).toHaveLength(250)
  expect(countryChoices('en', 'ZZ')).toContainEqual({ value: 'ZZ', name: 'ZZ' })
})
