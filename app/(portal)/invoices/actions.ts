'use server'

import * as z from 'zod'
import { payCreditInput, paySeveralInput } from '@/lib/schemas/pay'
import { payPageInput } from '@/lib/schemas/pay-page'
import { action, handoverAction } from '@/server/action'
import * as pay from '@/server/use-cases/pay'
import * as several from '@/server/use-cases/pay-several'

export const payWithCredit = action({
  name: 'credit.apply',
  needs: 'invoices',
  support: 'never',
  input: payCreditInput,
  output: z.object({ invoice: z.number(), paid: z.boolean() }),
  run: pay.payWithCredit,
  leadsTo: ({ invoice }) => `/invoices/${invoice}/payment`,
})

export const openPayPage = handoverAction({
  name: 'invoice.pay',
  needs: 'invoices',
  input: payPageInput,
  target: ({ invoice }) => `invoice:${invoice}`,
  run: pay.openPayPage,
})

export const paySeveralWithCredit = action({
  name: 'credit.apply-several',
  needs: 'invoices',
  support: 'never',
  input: paySeveralInput,
  output: z.object({ ids: z.string() }),
  run: several.paySeveralWithCredit,
  leadsTo: ({ ids }) => `/invoices/pay?ids=${ids}`,
})

export const combineInvoices = action({
  name: 'invoices.combine',
  needs: 'invoices',
  support: 'never',
  input: paySeveralInput,
  output: z.object({ invoice: z.number() }),
  run: several.combineInvoices,
  leadsTo: ({ invoice }) => `/invoices/${invoice}/pay`,
})

export const openPayAll = handoverAction({
  name: 'invoices.pay-all',
  needs: 'invoices',
  input: z.strictObject({}),
  run: several.openPayAll,
})
