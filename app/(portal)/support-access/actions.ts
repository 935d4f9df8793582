'use server'

import { z } from 'zod'
import { endNowInput } from '@/lib/schemas/support'
import { action } from '@/server/action'
import * as support from '@/server/support/end'

export const endVisit = action({
  name: 'support.end',
  needs: 'owner',
  support: 'never',
  input: endNowInput,
  output: z.null(),
  run: (viewer, { grant }) => support.endVisit(viewer, grant),
})
