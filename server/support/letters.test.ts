import { createTranslator } from 'next-intl'
import { beforeEach, expect, test, vi } from 'vitest'
import { ownMessages } from '@/lib/i18n/catalogue'
import type { Locale } from '@/lib/i18n/locales'
import { LOCALES } from '@/lib/i18n/locales'
import { configured } from '@/server/testing/configured'
import { supportLetter } from './letters'

vi.mock('next-intl/server', () => ({
  getTranslations: ({ locale, namespace }: { locale: Locale; namespace: 'supportMail' }) =>
    createTranslator({
      locale,
      messages: ownMessages(locale),
      namespace,
      // A word that is missing is a letter that says nothing.
      onError: (error) => {
        throw error
      },
    }),
}))

const ABOUT = { agent: 'Sam King', ticket: 'ABC-1', reason: 'The invoice of May', what: 'contacts' } as const

beforeEach(() => configured({ PORTAL_LANGUAGE: 'nl' }))

test.each(LOCALES)('each letter is whole in $code', async ({ code, whmcs }) => {
  for (const kind of ['entered', 'asked', 'override', 'change'] as const) {
    const { subject, text } = await supportLetter(kind, whmcs, ABOUT)
    expect(subject).toContain('Atrium')
    expect(text).toContain('Sam King')
    expect(text).toContain('#ABC-1')
    expect(text).toContain('https://my.example.com/support-access')
    if (kind === 'change') expect(text).toContain(ownMessages(code).supportAccess.classes.contacts)
    expect((await supportLetter(kind, whmcs, { ...ABOUT, ticket: '' })).text).not.toContain('#')
  }
})

test('a letter is in the account’s language; in the portal’s own where WHMCS names none, or one that the portal does not speak', async () => {
  const subjects = await Promise.all(
    ['german', 'German', 'arabic', 'english', '', 'klingon'].map(
      async (language) => (await supportLetter('entered', language, ABOUT)).subject,
    ),
  )
  expect(subjects).toEqual([
    'Atrium: Der Support ist in Ihrem Konto',
    'Atrium: Der Support ist in Ihrem Konto',
    'Atrium: الدعم في حسابك',
    'Atrium: support is in your account',
    'Atrium: support is in uw account',
    'Atrium: support is in uw account',
  ])
})
