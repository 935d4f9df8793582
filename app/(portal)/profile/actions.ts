'use server'

import * as z from 'zod'
import {
  emailChangeInput,
  ownDetailsInput,
  profileInput,
  profilePreferencesInput,
  reachInput,
} from '@/lib/schemas/profile'
import { action, handoverAction } from '@/server/action'
import { profilePolicy } from '@/server/profile-policy'
import { BILLING_PAGES, openBillingPage } from '@/server/use-cases/hand-over'
import * as own from '@/server/use-cases/own-details'
import * as profile from '@/server/use-cases/profile'

export const updateDetails = action({
  name: 'profile.details',
  needs: 'profile',
  // The operator's choice of fields is known when the portal runs, not when it is built.
  input: z.lazy(() => profileInput(profilePolicy())),
  output: z.null(),
  run: profile.updateDetails,
  leadsTo: '/profile?saved=details',
})

export const updatePreferences = action({
  name: 'profile.preferences',
  needs: 'profile',
  input: profilePreferencesInput,
  output: z.null(),
  run: profile.updatePreferences,
  leadsTo: '/profile?saved=preferences',
})

export const changeReach = action({
  name: 'profile.contact',
  needs: 'profile',
  input: z.lazy(() => reachInput(profilePolicy())),
  output: z.null(),
  run: profile.changeReach,
  leadsTo: '/profile?saved=contact',
  stepUp: true,
})

export const updateOwnDetails = action({
  name: 'own.details',
  needs: 'signed-in',
  input: ownDetailsInput,
  output: z.null(),
  run: own.updateOwnDetails,
  leadsTo: '/profile?saved=you',
})

export const changeOwnEmail = action({
  name: 'own.email',
  needs: 'signed-in',
  input: emailChangeInput,
  output: z.null(),
  run: own.changeOwnEmail,
  leadsTo: '/profile?saved=signInEmail',
  stepUp: true,
})

export const openBillingSite = handoverAction({
  name: 'billing-site.open',
  needs: 'signed-in',
  input: z.strictObject({ page: z.enum(BILLING_PAGES) }),
  run: (viewer, { page }) => openBillingPage(viewer, page),
})
