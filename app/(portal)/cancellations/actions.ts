'use server'

import * as z from 'zod'
import { idText } from '@/lib/schemas/form'
import { action } from '@/server/action'
import { stopAutomaticPayment } from '@/server/use-cases/automatic-payment'
import { withdrawCancellation } from '@/server/use-cases/withdrawals'

const ofService = z.strictObject({ service: idText('not_found') })

export const withdraw = action({
  name: 'cancellation.withdraw',
  needs: 'orders',
  support: 'cancellations',
  input: ofService,
  output: z.null(),
  run: (viewer, { service }) => withdrawCancellation(viewer, service),
  leadsTo: '/cancellations?saved=withdrawn',
})

export const stopPayment = action({
  name: 'subscription.stop',
  needs: 'orders',
  support: 'never',
  input: ofService,
  output: z.null(),
  run: (viewer, { service }) => stopAutomaticPayment(viewer, service),
  leadsTo: '/cancellations?saved=stopped',
})
