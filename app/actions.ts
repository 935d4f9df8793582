'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { LOCALES } from '@/lib/i18n/locales'
import { LOCALE_COOKIE, THEME_COOKIE, THEMES } from '@/lib/preferences'
import { publicAction } from '@/server/action'
import { setPreference } from '@/server/preferences'
import { backToReading } from '@/server/support/change'
import { dropGrant, keepGrant } from '@/server/support/cookie'
import { leaveAccount } from '@/server/support/end'

const PREFERENCES = { name: 'preferences', max: 60, windowSeconds: 60 } as const

export const setLocale = publicAction({
  name: 'preferences.locale',
  limit: PREFERENCES,
  underGrant: 'allowed',
  input: z.strictObject({ locale: z.enum(LOCALES.map(({ code }) => code)) }),
  run: ({ locale }) => setPreference(LOCALE_COOKIE, locale),
})

export const setTheme = publicAction({
  name: 'preferences.theme',
  limit: PREFERENCES,
  underGrant: 'allowed',
  input: z.strictObject({ theme: z.enum(THEMES) }),
  run: ({ theme }) => setPreference(THEME_COOKIE, theme),
})

/** An agent leaves a customer's account. It ends the grant and signs nobody in. */
export const leaveSupport = publicAction({
  name: 'support.leave',
  limit: { name: 'support.leave', max: 60, windowSeconds: 60 },
  underGrant: 'allowed',
  input: z.strictObject({}),
  run: async (_input, info): Promise<null> => {
    const grant = await leaveAccount(info)
    await dropGrant()
    redirect(grant ? `/agent/clients/${grant.client}?location=${grant.location}` : '/agent')
  },
})

/** An agent who may change something in a customer's account goes on reading. */
export const readOnlySupport = publicAction({
  name: 'support.read',
  limit: { name: 'support.read', max: 60, windowSeconds: 60 },
  underGrant: 'allowed',
  input: z.strictObject({}),
  run: async (_input, info): Promise<null> => {
    const handle = await backToReading(info)
    if (handle) await keepGrant(handle)
    redirect('/')
  },
})
