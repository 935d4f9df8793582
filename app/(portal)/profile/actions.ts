'use server'

import { getTranslations } from 'next-intl/server'
import * as z from 'zod'
import {
  emailChangeInput,
  ownDetailsInput,
  profileInput,
  profilePreferencesInput,
  reachInput,
} from '@/lib/schemas/profile'
import { action, afterwards, handoverAction } from '@/server/action'
import { brand } from '@/server/brand'
import { sendMail } from '@/server/mail'
import { profilePolicy } from '@/server/profile-policy'
import { pageAddress } from '@/server/request'
import { BILLING_PAGES, openBillingPage } from '@/server/use-cases/hand-over'
import * as own from '@/server/use-cases/own-details'
import * as profile from '@/server/use-cases/profile'

/** Tells the address that was replaced: whoever reads it may know nothing of it (ASVS 6.3.7). */
async function tell(name: string, replaced: string | null): Promise<null> {
  if (replaced === null) return null
  const t = await getTranslations('mail')
  const company = brand().name
  const text = [t('replaced', { brand: company }), t('replacedNotYou', { address: pageAddress('/security') })]
  afterwards(name, () =>
    sendMail(replaced, { subject: t('replacedSubject', { brand: company }), text: text.join('\n\n') }),
  )
  return null
}

export const updateDetails = action({
  name: 'profile.details',
  needs: 'profile',
  support: 'profile',
  // The operator's choice of fields is known when the portal runs, not when it is built.
  input: z.lazy(() => profileInput(profilePolicy())),
  output: z.null(),
  run: profile.updateDetails,
  leadsTo: '/profile?saved=details',
})

export const updatePreferences = action({
  name: 'profile.preferences',
  needs: 'profile',
  support: 'never',
  input: profilePreferencesInput,
  output: z.null(),
  run: profile.updatePreferences,
  leadsTo: '/profile?saved=preferences',
})

export const changeReach = action({
  name: 'profile.contact',
  needs: 'profile',
  support: 'never',
  input: z.lazy(() => reachInput(profilePolicy())),
  output: z.null(),
  run: async (viewer, input) => tell('profile.contact', (await profile.changeReach(viewer, input)).replaced),
  leadsTo: '/profile?saved=contact',
  stepUp: true,
})

export const updateOwnDetails = action({
  name: 'own.details',
  needs: 'signed-in',
  support: 'never',
  input: ownDetailsInput,
  output: z.null(),
  run: own.updateOwnDetails,
  leadsTo: '/profile?saved=you',
})

export const changeOwnEmail = action({
  name: 'own.email',
  needs: 'signed-in',
  support: 'never',
  input: emailChangeInput,
  output: z.null(),
  run: async (viewer, input) => tell('own.email', (await own.changeOwnEmail(viewer, input)).replaced),
  leadsTo: '/profile?saved=signInEmail',
  stepUp: true,
})

export const openBillingSite = handoverAction({
  name: 'billing-site.open',
  needs: 'signed-in',
  input: z.strictObject({ page: z.enum(BILLING_PAGES) }),
  run: (viewer, { page }) => openBillingPage(viewer, page),
})
