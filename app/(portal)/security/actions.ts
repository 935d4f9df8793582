'use server'

import { refresh } from 'next/cache'
import { z } from 'zod'
import { sessionAction } from '@/server/action'
import * as security from '@/server/use-cases/security'

export const endDevice = sessionAction({
  name: 'session.end',
  // Not an id: the name of one of this person's own sessions, which opens nothing.
  input: z.strictObject({ device: z.string().regex(/^[0-9A-Za-z_-]{24}$/, 'not_found') }),
  run: async (session, { device }, info): Promise<null> => {
    await security.endDevice(session, device, info)
    refresh()
    return null
  },
})

export const endOthers = sessionAction({
  name: 'session.end-others',
  input: z.strictObject({}),
  run: async (session, _input, info): Promise<null> => {
    await security.endOtherDevices(session, info)
    refresh()
    return null
  },
})
