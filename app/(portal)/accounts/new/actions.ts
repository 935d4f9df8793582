'use server'

import { getLocale } from 'next-intl/server'
import * as z from 'zod'
import { LOCALES } from '@/lib/i18n/locales'
import { anotherAccountInput } from '@/lib/schemas/register'
import { action } from '@/server/action'
import { registrationPolicy } from '@/server/profile-policy'
import { openAnotherAccount } from '@/server/use-cases/another-account'

export const openAccount = action({
  name: 'account.open',
  needs: 'signed-in',
  support: 'never',
  // The operator's choice of fields is known when the portal runs, not when it is built.
  input: z.lazy(() => anotherAccountInput(registrationPolicy())),
  output: z.null(),
  run: async (viewer, input) => {
    const locale = await getLocale()
    return openAnotherAccount(viewer, input, LOCALES.find(({ code }) => code === locale)?.whmcs ?? '')
  },
  leadsTo: '/accounts?opened=1',
})
