import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTranslator } from 'next-intl'
import { expect, test, vi } from 'vitest'
import { ownMessages } from '@/lib/i18n/catalogue'
import type { Locale } from '@/lib/i18n/locales'
import { configured } from '@/server/testing/configured'
import { confirmCancellation } from './cancel-mail'

vi.mock('next-intl/server', () => ({
  getLocale: () => Promise.resolve('nl'),
  getTranslations: ({ locale, namespace }: { locale: Locale; namespace: 'cancelMail' }) =>
    createTranslator({ locale, messages: ownMessages(locale), namespace }),
}))

const DONE = {
  service: 3,
  name: 'Server',
  type: 'end',
  endsOn: '2026-12-31',
  reference: 'ref-1',
  at: new Date('2026-11-21T10:00:00Z'),
  currency: { id: 1, code: 'EUR', prefix: '€', suffix: ' EUR', format: 1 },
  refund: { kind: 'none' },
} as const
const INPUT = { service: 3, type: 'end', reason: '', details: '', quote: '' } as const

test('the confirmation is in the language of whoever asks, and in the account’s when it is somebody of support', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'portal-cancel-mail-'))
  configured({ DATA_DIR: dataDir })
  await (
    await confirmCancellation('a@example.com', DONE, INPUT)
  )()
  await (
    await confirmCancellation('b@example.com', DONE, INPUT, 'german')
  )()
  const mails = readdirSync(join(dataDir, 'mail')).map((name) => readFileSync(join(dataDir, 'mail', name), 'utf8'))
  const subjectTo = (to: string) => mails.find((mail) => mail.includes(`To: ${to}`))?.match(/^Subject: (.*)$/m)?.[1]
  expect([subjectTo('a@example.com'), subjectTo('b@example.com')]).toEqual([
    'Uw opzegging van Server',
    '=?UTF-8?Q?Ihre_K=C3=BCndigung_von_Server?=',
  ])
})
