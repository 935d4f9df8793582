'use server'

import * as z from 'zod'
import { idText } from '@/lib/schemas/form'
import { serviceNameInput } from '@/lib/schemas/service-page'
import { action, handoverAction } from '@/server/action'
import { makeNextInvoice } from '@/server/use-cases/next-invoice'
import * as services from '@/server/use-cases/services'

const ofService = z.strictObject({ service: idText('not_found') })

export const renameService = action({
  name: 'service.name',
  needs: 'products',
  support: 'services',
  input: serviceNameInput,
  output: z.object({ service: z.number() }),
  run: services.renameService,
  leadsTo: ({ service }) => `/services/${service}?saved=name`,
})

export const generateInvoice = action({
  name: 'invoice.generate',
  needs: 'invoices',
  support: 'never',
  input: ofService,
  output: z.object({ service: z.number(), invoice: z.number() }),
  run: (viewer, { service }) => makeNextInvoice(viewer, service),
  leadsTo: ({ invoice }) => `/invoices/${invoice}`,
})

export const openControlPanel = handoverAction({
  name: 'service.open',
  needs: 'productsso',
  input: ofService,
  run: (viewer, { service }) => services.openPanel(viewer, service),
})
