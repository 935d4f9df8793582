'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { agentSignInInput, codeInput } from '@/lib/schemas/sign-in'
import { publicAction } from '@/server/action'
import * as cookie from '@/server/agents/cookie'
import { agentPath } from '@/server/agents/paths'
import { beginJourney } from '@/server/agents/provider'
import * as useCase from '@/server/agents/sign-in'

const SIGN_IN = { name: 'agent.sign-in', max: 40, windowSeconds: 600 } as const

export const signIn = publicAction({
  name: 'agent.sign-in',
  limit: SIGN_IN,
  input: agentSignInInput,
  run: async ({ email, password, next }, info): Promise<null> => {
    const visit = await cookie.visitOf(info)
    await cookie.wait(await useCase.beginAgentSignIn({ email, password }, agentPath(next), visit))
    redirect('/agent/sign-in/verify')
  },
})

export const verifyCode = publicAction({
  name: 'agent.sign-in.code',
  limit: SIGN_IN,
  input: codeInput,
  run: async ({ code }, info): Promise<null> => {
    const waiting = await cookie.waitingFor()
    await cookie.enter(await useCase.finishAgentSignIn(waiting, code, await cookie.visitOf(info)))
    redirect(agentPath(waiting?.next))
  },
})

export const restart = publicAction({
  name: 'agent.sign-in.restart',
  limit: SIGN_IN,
  input: z.strictObject({}),
  run: async (): Promise<null> => {
    await cookie.stopWaiting()
    redirect('/agent/sign-in')
  },
})

export const beginProvider = publicAction({
  name: 'agent.sign-in.provider',
  limit: SIGN_IN,
  input: z.strictObject({ next: z.string().max(500).optional() }),
  run: async ({ next }): Promise<null> => {
    const { url, journey } = await beginJourney(agentPath(next))
    await cookie.depart(journey)
    redirect(url.href)
  },
})
