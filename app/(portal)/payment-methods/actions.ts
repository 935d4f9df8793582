'use server'

import * as z from 'zod'
import { idText } from '@/lib/schemas/form'
import { action, handoverAction } from '@/server/action'
import * as methods from '@/server/use-cases/payment-methods'

const ofMethod = z.strictObject({ method: idText('not_found') })

export const makeDefault = action({
  name: 'pay-method.default',
  needs: 'invoices',
  support: 'never',
  input: ofMethod,
  output: z.null(),
  run: (viewer, { method }) => methods.makeDefault(viewer, method),
  leadsTo: '/payment-methods?saved=default',
})

export const removeMethod = action({
  name: 'pay-method.remove',
  needs: 'invoices',
  support: 'never',
  input: ofMethod,
  output: z.null(),
  run: (viewer, { method }) => methods.removeMethod(viewer, method),
  leadsTo: '/payment-methods?saved=removed',
})

export const openAddMethod = handoverAction({
  name: 'pay-method.add',
  needs: 'invoices',
  input: z.strictObject({}),
  run: (viewer) => methods.openAddMethod(viewer),
})
