'use server'

import { forgotPasswordInput } from '@/lib/schemas/forgot-password'
import { afterwards, publicAction } from '@/server/action'
import { admitAsker, sendResetLink } from '@/server/use-cases/forgot-password'

export const forgotPassword = publicAction({
  name: 'password.forgot',
  // Of forms, misspelt ones included; the use case counts what is asked for.
  limit: { name: 'password.forgot', max: 40, windowSeconds: 600 },
  input: forgotPasswordInput,
  run: async ({ email }, info): Promise<null> => {
    await admitAsker(info)
    afterwards('password.forgot', () => sendResetLink(email, info))
    return null
  },
})
