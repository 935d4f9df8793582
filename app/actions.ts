'use server'

import { z } from 'zod'
import { LOCALES } from '@/lib/i18n/locales'
import { LOCALE_COOKIE, THEME_COOKIE, THEMES } from '@/lib/preferences'
import { publicAction } from '@/server/action'
import { setPreference } from '@/server/preferences'

const PREFERENCES = { name: 'preferences', max: 60, windowSeconds: 60 } as const

export const setLocale = publicAction({
  name: 'preferences.locale',
  limit: PREFERENCES,
  input: z.strictObject({ locale: z.enum(LOCALES.map(({ code }) => code)) }),
  run: ({ locale }) => setPreference(LOCALE_COOKIE, locale),
})

export const setTheme = publicAction({
  name: 'preferences.theme',
  limit: PREFERENCES,
  input: z.strictObject({ theme: z.enum(THEMES) }),
  run: ({ theme }) => setPreference(THEME_COOKIE, theme),
})
