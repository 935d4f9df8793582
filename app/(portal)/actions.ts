'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { idText } from '@/lib/schemas/form'
import { sessionAction } from '@/server/action'
import { clearSessionCookie, setSessionCookie } from '@/server/auth/cookie'
import * as accounts from '@/server/use-cases/accounts'

export const signOut = sessionAction({
  name: 'sign-out',
  input: z.strictObject({}),
  run: async (session, _input, info): Promise<null> => {
    await accounts.signOut(session, info)
    await clearSessionCookie()
    redirect('/sign-in?signed-out=1')
  },
})

export const chooseAccount = sessionAction({
  name: 'account.choose',
  input: z.strictObject({ account: idText('account_required') }),
  run: async (session, { account }, info): Promise<null> => {
    const next = await accounts.chooseAccount(session, account, info)
    await setSessionCookie(next.id)
    redirect('/')
  },
})
