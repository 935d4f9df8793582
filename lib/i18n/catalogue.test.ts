import { createTranslator } from 'next-intl'
import { describe, expect, test } from 'vitest'
import { messagesOf } from './catalogue'
import { FATAL as fatal } from './fatal'
import { LOCALES } from './locales'
import { isPluralElement, isTagElement, parts, pluralCategories, readings, sentences, shape, TYPE } from './testing/icu'

const CODES = LOCALES.map(({ code }) => code)
const TRANSLATED = CODES.filter((code) => code !== 'en')

/** Values that may equal the English one, and why. */
const SAME_AS_ENGLISH: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  de: {
    'address.optional': 'the German word is optional',
    'agent.domains': 'the German word is Domains',
    'agent.name': 'the German word is Name',
    'agent.reasons.domain': 'the German word is Domain',
    'agent.roles.support': 'the German word is Support',
    'agent.status': 'the German word is Status',
    'agent.tickets': 'the German word is Tickets',
    'app.themes.system': 'the German word is System',
    'contact.person': 'the German word is Person',
    'contacts.kinds.domain': 'the German word is Domains',
    'contacts.kinds.support': 'the German word is Support',
    'contacts.name': 'the German word is Name',
    'domains.name': 'the German word is Domain',
    'domains.status': 'the German word is Status',
    'domains.title': 'the German word is Domains',
    'invoices.pdf': 'a format name',
    'invoices.status': 'the German word is Status',
    'nav.domains': 'the German word is Domains',
    'serviceName.name': 'the German word is Name',
    'services.status': 'the German word is Status',
    'profile.name': 'the German word is Name',
    'people.person': 'the German word is Person',
    'standing.ticket': 'the German word is Ticket',
    'standing.ticketWithStatus': 'the German word is Ticket',
    'verify.code': 'the German word is Code',
  },
  nl: {
    'address.postcode': 'the Dutch word is postcode',
    'agent.status': 'the Dutch word is status',
    'agent.tickets': 'the Dutch word is tickets',
    'domains.status': 'the Dutch word is status',
    'invoices.document': 'the Dutch word is document',
    'services.status': 'the Dutch word is status',
    'filters.title': 'the Dutch plural is filters',
    'invoices.pdf': 'a format name',
    'invoices.status': 'the Dutch word is status',
    'nav.label': 'the Dutch word is account',
    'nav.menu': 'the Dutch word is menu',
    'profile.accountTitle': 'the Dutch word is account',
    'standing.ticket': 'the Dutch word is ticket',
    'standing.ticketWithStatus': 'the Dutch word is ticket',
    'supportAccess.fields.postcode': 'the Dutch word is Postcode',
    'ticketStatus.Open': 'the Dutch word is open',
    'verify.code': 'the Dutch word is code',
  },
  ar: { 'invoices.pdf': 'a format name' },
}

/** What stands on a button, in a row with others. */
const BUTTONS = [
  'app.apply',
  'nav.signOut',
  'signIn.submit',
  'signIn.sending',
  'verify.submit',
  'verify.sending',
  'verify.goOidc',
  'verify.goWhmcs',
  'accounts.enter',
  'accounts.opening',
  'overview.dueSee',
  'invoices.apply',
  'filters.clear',
  'paging.previous',
  'paging.next',
  'invoice.download',
  'invoice.preparing',
  'invoice.print',
  'contacts.add',
  'contacts.edit',
  'contacts.remove',
  'contact.submitNew',
  'contact.submit',
  'contact.saving',
  'contact.removeConfirm',
  'contact.removing',
  'people.add.users',
  'people.add.subaccounts',
  'people.edit',
  'people.preview',
  'people.remove',
  'person.submitNew.users',
  'person.submitNew.subaccounts',
  'person.adding.users',
  'person.adding.subaccounts',
  'person.review',
  'person.submit',
  'person.saving',
  'person.changeAgain',
  'person.submitPassword',
  'person.removeConfirm',
  'person.removing',
  'leave.confirm',
  'leave.leaving',
  'contact.keep',
  'cancellations.apply',
  'withdrawal.confirm',
  'withdrawal.sending',
  'withdrawal.keep',
  'automaticPayment.confirm',
  'automaticPayment.sending',
  'automaticPayment.keep',
  'noAccess.home',
  'unavailable.retry',
  'unavailable.checking',
]
const LONGEST_BUTTON = 30

const COURTESIES = /\b(?:please|sorry|oops|bitte|leider|entschuldigung|alstublieft|helaas)\b|من فضلك|يرجى|عذرًا|للأسف/u

function flatten(messages: object, prefix = ''): [string, string][] {
  return Object.entries(messages).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    if (typeof value === 'string') return [[prefix + key, value]]
    if (typeof value === 'object' && value !== null) return flatten(value, `${prefix}${key}.`)
    throw new Error(`${prefix}${key} is neither a text nor a group`)
  })
}

const FLAT = new Map<string, ReadonlyMap<string, string>>(
  CODES.map((code) => [code, new Map(flatten(messagesOf(code)))]),
)

function textsOf(code: string): ReadonlyMap<string, string> {
  return FLAT.get(code) ?? new Map<string, string>()
}

function textOf(code: string, key: string): string {
  return textsOf(code).get(key) ?? ''
}

function format(code: string, text: string, values: Readonly<Record<string, string | number>> = {}): string {
  const samples: Record<string, string | number | ((chunks: string) => string)> = {}
  for (const part of parts(text)) {
    if (isTagElement(part)) samples[part.value] = (chunks) => `[${chunks}]`
    else if (isPluralElement(part) || part.type === TYPE.number) samples[part.value] = 3
    else if (part.type === TYPE.argument) samples[part.value] = 'Sample'
  }
  const t = createTranslator({
    locale: code,
    timeZone: 'UTC',
    messages: { text },
    onError: (error) => {
      throw error
    },
  })
  return t.markup('text', { ...samples, ...values })
}

describe.each(TRANSLATED)('%s', (code) => {
  const english = [...textsOf('en')]

  test('has exactly the keys of English, in the same order', () => {
    expect([...textsOf(code).keys()]).toEqual([...textsOf('en').keys()])
  })

  test('takes the arguments and tags that English takes', () => {
    const wrong = english.filter(([key, text]) => `${shape(text)}` !== `${shape(textOf(code, key))}`)
    expect(wrong.map(([key]) => key)).toEqual([])
  })

  test('has a plural exactly where English has one', () => {
    const wrong = english.filter(
      ([key, text]) => pluralCategories(text).length !== pluralCategories(textOf(code, key)).length,
    )
    expect(wrong.map(([key]) => key)).toEqual([])
  })

  test('is translated', () => {
    const allowed = SAME_AS_ENGLISH[code] ?? {}
    const same = english.filter(
      ([key, text]) => textOf(code, key) === text && /\p{L}{2}/u.test(readings(text).join().replaceAll('x', '')),
    )
    expect(same.map(([key]) => key).sort()).toEqual(Object.keys(allowed).sort())
  })
})

describe.each(CODES)('%s', (code) => {
  const texts = [...textsOf(code)]

  test('names exactly the plural categories of the language', () => {
    const categories = new Intl.PluralRules(code).resolvedOptions().pluralCategories.toSorted()
    for (const [key, text] of texts) {
      for (const options of pluralCategories(text)) {
        expect(options.filter((option) => !option.startsWith('=')).sort(), key).toEqual(categories)
        expect(
          options.filter((option) => option.startsWith('=') && option !== '=0'),
          key,
        ).toEqual([])
      }
    }
  })

  test('can be formatted, with whatever number', () => {
    for (const [key, text] of texts) {
      expect(format(code, text), key).not.toBe('')
      const counted = parts(text).filter(isPluralElement)
      for (const { value } of counted) {
        for (const number of [0, 1, 2, 3, 11, 100, 1234])
          expect(format(code, text, { [value]: number }), key).not.toBe('')
      }
    }
  })

  test('has no stray spaces, empty texts, straight quotes or three dots', () => {
    for (const [key, text] of texts) {
      expect(text.trim(), key).not.toBe('')
      expect(text, key).not.toMatch(/^\s|\s$| {2}|['"]|\.\.\./u)
      for (const reading of readings(text)) expect(reading, key).toBe(reading.trim())
    }
  })

  test('writes numbers in Latin digits, as the documents of WHMCS do', () => {
    expect(format(code, textOf(code, 'paging.showing'), { first: 1, last: 20, total: 1234 })).toMatch(/20.*1.?234/u)
    expect([...textsOf(code).values()].join()).not.toMatch(/[٠-٩۰-۹]/u)
  })

  test('says it in sentences of at most 20 words, without courtesies', () => {
    for (const [key, text] of texts) {
      expect(text.toLowerCase(), key).not.toMatch(COURTESIES)
      for (const sentence of sentences(text)) {
        expect(sentence.split(/\s+/u).length, `${key}: ${sentence}`).toBeLessThanOrEqual(20)
      }
    }
  })

  test('keeps buttons short', () => {
    for (const key of BUTTONS) {
      expect(textOf(code, key), key).not.toBe('')
      expect(textOf(code, key).length, key).toBeLessThanOrEqual(LONGEST_BUTTON)
    }
  })

  test('names controls by what is seen on them (WCAG 2.5.3)', () => {
    const text = (key: string) => textOf(code, key)
    expect(text('accounts.enterLabel').startsWith(text('accounts.enter'))).toBe(true)
    expect(text('contacts.editLabel').startsWith(text('contacts.edit'))).toBe(true)
    expect(text('contacts.removeLabel').startsWith(text('contacts.remove'))).toBe(true)
    expect(text('invoices.pdfLabel')).toContain(text('invoices.pdf'))
    expect(format(code, text('nav.dueLabel'), { amount: '€29.99' })).toContain('€29.99')
    expect(format(code, text('paging.page'), { page: 7 })).toContain('7')
  })
})

test('the last-resort words are there in every language', () => {
  expect(Object.keys(fatal).sort()).toEqual([...CODES].sort())
  for (const words of Object.values(fatal)) {
    expect(Object.keys(words)).toEqual(Object.keys(fatal.en))
    for (const word of Object.values(words)) expect(word).toBe(word.trim())
  }
})

test('the last-resort words say it as the catalogue does', () => {
  for (const [code, words] of Object.entries(fatal)) {
    expect(words.retry).toBe(textOf(code, 'unavailable.retry'))
    expect(format(code, textOf(code, 'app.reference'))).toBe(`${words.reference} []`)
  }
})

test('an unknown language gets English', () => {
  expect(messagesOf('xx')).toBe(messagesOf('en'))
})
