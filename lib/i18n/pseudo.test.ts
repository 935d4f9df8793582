import compile from 'icu-minify/compile'
import type { CompiledMessage } from 'icu-minify/format'
import format from 'icu-minify/format'
import { expect, test } from 'vitest'
import { messagesOf } from './catalogue'
import { PSEUDO_LOCALE } from './locales'
import { pseudoMessages } from './pseudo'

type Values = Record<string, string | number | ((chunks: string[]) => string)>

const formatters = {
  getDateTimeFormat: (...how: ConstructorParameters<typeof Intl.DateTimeFormat>) => new Intl.DateTimeFormat(...how),
  getNumberFormat: (...how: ConstructorParameters<typeof Intl.NumberFormat>) => new Intl.NumberFormat(...how),
  getPluralRules: (...how: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...how),
}

/** As in the build: compiled, made pseudo, formatted. */
function pseudo(text: string, values: Values = {}): string {
  const made = pseudoMessages({ text: compile(text) })
  if (!isCompiled(made['text'])) throw new Error('a message became a group')
  const formatted = format<string>(made['text'], PSEUDO_LOCALE, values, { formatters })
  return Array.isArray(formatted) ? formatted.join('') : formatted
}

function isCompiled(made: unknown): made is CompiledMessage {
  return typeof made === 'string' || Array.isArray(made)
}

test('text is marked, accented and a third longer', () => {
  expect(pseudo('Invoices')).toBe('⟦Ïnvøïcés···⟧')
})

test('an argument keeps its name and gets its value', () => {
  expect(pseudo('Invoice {number} is due', { number: 'INV-7' })).toMatch(/^⟦Ïnvøïcé INV-7 ïs dûé·+⟧$/)
})

test('tags and what stands around them', () => {
  expect(pseudo('Reference <ref></ref> ok', { ref: () => 'a1b2' })).toMatch(/^⟦Référéncé a1b2 øk·+⟧$/)
})

test('plurals and numbers work', () => {
  const text = '{count, plural, =0 {none} one {# invoice} other {# invoices}} of {total, number}'
  expect(pseudo(text, { count: 0, total: 9 })).toMatch(/^⟦none øf 9·+⟧$/)
  expect(pseudo(text, { count: 1, total: 9 })).toMatch(/^⟦1 invoice øf 9·+⟧$/)
  expect(pseudo(text, { count: 2, total: 1234 })).toMatch(/^⟦2 invoices øf 1,234·+⟧$/)
})

test('groups are followed down', () => {
  expect(pseudoMessages({ a: { b: { c: 'Up' } } })).toEqual({ a: { b: { c: '⟦Ûp·⟧' } } })
})

test('the whole catalogue is there, made once', () => {
  const made = messagesOf(PSEUDO_LOCALE)
  expect(messagesOf(PSEUDO_LOCALE)).toBe(made)
  expect(Object.keys(made)).toEqual(Object.keys(messagesOf('en')))
  const texts = JSON.stringify(made).match(/":"[^"]*"/g) ?? []
  expect(texts.length).toBeGreaterThan(200)
  expect(texts.filter((text) => !/^":"⟦.+⟧"$/u.test(text))).toEqual([])
})
