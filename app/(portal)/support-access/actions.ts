'use server'

import { z } from 'zod'
import { endNowInput } from '@/lib/schemas/support'
import { consentInput, requestInput } from '@/lib/schemas/support-consent'
import { action } from '@/server/action'
import * as consent from '@/server/support/consent'
import * as support from '@/server/support/end'

export const endVisit = action({
  name: 'support.end',
  needs: 'owner',
  support: 'never',
  input: endNowInput,
  output: z.null(),
  run: (viewer, { grant }) => support.endVisit(viewer, grant),
})

export const allowVisit = action({
  name: 'support.allow',
  needs: 'owner',
  support: 'never',
  input: requestInput,
  output: z.null(),
  run: (viewer, { request }) => consent.allowVisit(viewer, request),
})

export const refuseVisit = action({
  name: 'support.refuse',
  needs: 'owner',
  support: 'never',
  input: requestInput,
  output: z.null(),
  run: (viewer, { request }) => consent.refuseVisit(viewer, request),
})

export const chooseConsent = action({
  name: 'support.consent',
  needs: 'owner',
  support: 'never',
  input: consentInput,
  output: z.null(),
  run: consent.chooseConsent,
  leadsTo: '/support-access?saved=setting',
  stepUp: true,
})

export const makePin = action({
  name: 'support.pin',
  needs: 'owner',
  support: 'never',
  input: z.strictObject({}),
  output: z.string(),
  run: consent.makePin,
  reveal: consent.revealPin,
  stepUp: true,
})
