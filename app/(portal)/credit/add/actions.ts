'use server'

import * as z from 'zod'
import { fundsInput } from '@/lib/schemas/funds'
import { action, handoverAction } from '@/server/action'
import * as funds from '@/server/use-cases/funds'

export const addFunds = action({
  name: 'funds.invoice',
  needs: 'invoices',
  support: 'never',
  input: fundsInput(),
  output: z.object({ invoice: z.number(), automatic: z.enum(['none', 'asked', 'failed']) }),
  run: funds.addFunds,
  leadsTo: ({ invoice, automatic }) =>
    automatic === 'none' ? `/invoices/${invoice}/pay` : `/credit/add?automatic=${automatic}`,
})

export const openFundsPage = handoverAction({
  name: 'funds.open',
  needs: 'invoices',
  input: z.strictObject({}),
  run: (viewer) => funds.openFundsPage(viewer),
})
