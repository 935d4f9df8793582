'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { safePath } from '@/lib/paths'
import { codeInput, signInInput } from '@/lib/schemas/sign-in'
import { publicAction } from '@/server/action'
import * as oidc from '@/server/auth/oidc'
import * as visitor from '@/server/auth/visitor'
import { locationName } from '@/server/locations'
import * as useCase from '@/server/use-cases/sign-in'

const SIGN_IN = { name: 'sign-in', max: 40, windowSeconds: 600 } as const

export const signIn = publicAction({
  name: 'sign-in',
  limit: SIGN_IN,
  input: signInInput,
  run: async ({ email, password, location, next }, info): Promise<null> => {
    const outcome = await useCase.signIn({ email, password, location }, await visitor.visit(info))
    if (outcome.kind === 'elsewhere')
      redirect(locationName(outcome.location) ? `/sign-in/verify?at=${outcome.location}` : '/sign-in/verify')
    if (outcome.kind === 'code_needed') {
      await visitor.waitForCode(outcome.challenge.id, safePath(next))
      redirect('/sign-in/verify')
    }
    await visitor.enter(outcome)
    redirect(outcome.session.clientId === null ? '/accounts' : safePath(next))
  },
})

export const verifyCode = publicAction({
  name: 'sign-in.code',
  limit: SIGN_IN,
  input: codeInput,
  run: async ({ code }, info): Promise<null> => {
    const waiting = await visitor.waiting()
    const outcome = await useCase.verifyCode(waiting?.challenge, code, await visitor.visit(info))
    await visitor.enter(outcome)
    redirect(outcome.session.clientId === null ? '/accounts' : safePath(waiting?.next))
  },
})

export const restart = publicAction({
  name: 'sign-in.restart',
  limit: SIGN_IN,
  input: z.strictObject({}),
  run: async (): Promise<null> => {
    await visitor.stopWaiting()
    redirect('/sign-in')
  },
})

export const beginOidc = publicAction({
  name: 'sign-in.oidc',
  limit: SIGN_IN,
  input: z.strictObject({ location: z.string().max(20).optional(), next: z.string().max(500).optional() }),
  run: async ({ location, next }): Promise<null> => redirect(await oidc.beginOidc(location, safePath(next))),
})
