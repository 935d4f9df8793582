'use server'

import { getLocale, getTranslations } from 'next-intl/server'
import * as z from 'zod'
import { isCommonPassword } from '@/lib/common-passwords'
import { LOCALES } from '@/lib/i18n/locales'
import { registerInput } from '@/lib/schemas/register'
import { afterwards, publicAction } from '@/server/action'
import { brand } from '@/server/brand'
import { registrationPolicy } from '@/server/profile-policy'
import { pageAddress } from '@/server/request'
import * as useCase from '@/server/use-cases/register'

async function letters(): Promise<useCase.RegisterLetters> {
  const t = await getTranslations('mail')
  const { name } = brand()
  const [signIn, forgot] = [pageAddress('/sign-in'), pageAddress('/forgot-password')]
  const asked = t('asked', { brand: name })
  const taken = [asked, t('taken', { address: signIn }), t('forgot', { address: forgot }), t('notYou')]
  const failed = [asked, t('failed', { address: signIn }), t('notYou')]
  return {
    taken: { subject: t('takenSubject', { brand: name }), text: taken.join('\n\n') },
    failed: { subject: t('failedSubject', { brand: name }), text: failed.join('\n\n') },
  }
}

export const register = publicAction({
  name: 'register',
  // Of forms, those with mistakes included; the use case counts what is asked for.
  limit: { name: 'register', max: 40, windowSeconds: 600 },
  // The operator's choice of fields is known when the portal runs, not when it is built.
  input: z.lazy(() => registerInput(registrationPolicy(), isCommonPassword)),
  run: async (input, info): Promise<null> => {
    const locale = await getLocale()
    const language = LOCALES.find(({ code }) => code === locale)?.whmcs ?? ''
    const registration = await useCase.prepareRegistration(input, language, info)
    const written = await letters()
    afterwards('register', () => useCase.register(registration, written, info))
    return null
  },
})
