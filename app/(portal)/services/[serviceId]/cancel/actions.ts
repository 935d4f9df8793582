'use server'

import * as z from 'zod'
import { cancelInput } from '@/lib/schemas/cancel'
import { action, afterwards } from '@/server/action'
import { confirmCancellation } from '@/server/cancel-mail'
import { isReasonRequired } from '@/server/refund-policy'
import * as useCase from '@/server/use-cases/cancel'

/** The mail is sent once it is done: a replayed answer sends none. */
export const cancelService = action({
  name: 'cancellation.request',
  needs: 'orders',
  support: 'cancellations',
  // The operator's choice is known when the portal runs, not when it is built.
  input: z.lazy(() => cancelInput(isReasonRequired())),
  output: z.object({ service: z.number() }),
  run: async (viewer, input) => {
    const done = await useCase.cancelService(viewer, input)
    const language = viewer.support && (await viewer.account()).client.language
    const send = await confirmCancellation(viewer.email, done, input, language)
    afterwards('cancellation.request', send)
    return { service: done.service }
  },
  leadsTo: ({ service }) => `/services/${service}/cancel`,
})
