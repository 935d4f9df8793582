import { createTranslator } from 'next-intl'
import { expect, test, vi } from 'vitest'
import type { Messages } from '@/lib/i18n/catalogue'
import ar from '@/lib/i18n/messages/ar.json'
import de from '@/lib/i18n/messages/de.json'
import en from '@/lib/i18n/messages/en.json'
import nl from '@/lib/i18n/messages/nl.json'
import { configured } from '@/server/testing/configured'
import { supportLetter } from './letters'

const ALL: Readonly<Record<string, Messages>> = { ar, de, en, nl }
const mocked = vi.hoisted(() => ({ locale: 'en' }))

vi.mock('next-intl/server', () => ({
  getTranslations: (namespace: 'supportMail') => {
    const { locale } = mocked
    return createTranslator({
      locale,
      messages: ALL[locale] ?? en,
      namespace,
      // A word that is missing is a letter that says nothing.
      onError: (error) => {
        throw error
      },
    })
  },
}))

const ABOUT = { agent: 'Sam King', ticket: 'ABC-1', reason: 'The invoice of May', what: 'Contacts' }

test.each(Object.keys(ALL))('each letter is whole in %s', async (locale) => {
  configured()
  mocked.locale = locale
  for (const kind of ['entered', 'asked', 'override', 'change'] as const) {
    const { subject, text } = await supportLetter(kind, ABOUT)
    expect(subject).toContain('Atrium')
    expect(text).toContain('Sam King')
    expect(text).toContain('#ABC-1')
    expect(text).toContain('https://my.example.com/support-access')
    if (kind === 'change') expect(text).toContain('Contacts')
    expect((await supportLetter(kind, { ...ABOUT, ticket: '' })).text).not.toContain('#')
  }
})
