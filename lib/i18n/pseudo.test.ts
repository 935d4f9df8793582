import { createTranslator } from 'next-intl'
import { expect, test } from 'vitest'
import { messagesOf } from './catalogue'
import { PSEUDO_LOCALE } from './locales'
import { pseudoMessages } from './pseudo'

function pseudo(text: string): string {
  const made = pseudoMessages({ text })['text']
  if (typeof made !== 'string') throw new Error('a text became a group')
  return made
}

function format(text: string, values: Record<string, string | number | ((chunks: string) => string)>): string {
  const t = createTranslator({
    locale: PSEUDO_LOCALE,
    messages: { text: pseudo(text) },
    onError: (error) => {
      throw error
    },
  })
  return t.markup('text', values)
}

test('text is marked, accented and a third longer', () => {
  expect(pseudo('Invoices')).toBe('⟦Ïnvøïcés···⟧')
})

test('an argument keeps its name and gets its value', () => {
  expect(format('Invoice {number} is due', { number: 'INV-7' })).toMatch(/^⟦Ïnvøïcé INV-7 ïs dûé·+⟧$/)
})

test('tags and what stands around them', () => {
  expect(format('Reference <ref></ref> ok', { ref: () => 'a1b2' })).toMatch(/^⟦Référéncé a1b2 øk·+⟧$/)
})

test('plurals and numbers work', () => {
  const text = '{count, plural, =0 {none} one {# invoice} other {# invoices}} of {total, number}'
  expect(format(text, { count: 0, total: 9 })).toMatch(/^⟦none øf 9·+⟧$/)
  expect(format(text, { count: 1, total: 9 })).toMatch(/^⟦1 invoice øf 9·+⟧$/)
  expect(format(text, { count: 2, total: 1234 })).toMatch(/^⟦2 invoices øf 1,234·+⟧$/)
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
