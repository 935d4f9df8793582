import 'server-only'
import { cookies } from 'next/headers'
import { z } from 'zod'
import type { AgentSessionId } from '@/lib/ids'
import { agentSessionId } from '@/lib/ids'
import { cookieName, cookieOptions } from '@/server/auth/cookie'
import { seal, unseal } from '@/server/auth/seal'
import { currentHost } from '@/server/hosts'
import type { RequestInfo } from '@/server/request'
import { AGENT_ABSOLUTE_LIMIT } from '@/server/store/agent-sessions'
import type { Journey } from './provider'
import type { AgentSignedIn, AgentVisit, Waiting } from './sign-in'

/**
 * The agents' cookies. None of them is a customer's: they have names of their own, and are sealed for purposes of their
 * own, so that one in the other's place opens nothing.
 */
const SESSION = 'agent'
const WAITING = 'agent.waiting'
const DEVICE = 'agent.device'
const JOURNEY = 'agent.journey'

const SESSION_SECONDS = AGENT_ABSOLUTE_LIMIT / 1000
const WAITING_SECONDS = 600
const DEVICE_SECONDS = 180 * 24 * 60 * 60

/** On the customers' host there is none. */
async function read(name: string): Promise<string | undefined> {
  if ((await currentHost()) === 'customers') return undefined
  return (await cookies()).get(cookieName(name))?.value
}

async function put(name: string, value: string, seconds: number): Promise<void> {
  const jar = await cookies()
  jar.set(cookieName(name), value, cookieOptions(seconds))
}

/** Null for every cookie that was not made here for this. */
export async function agentToken(): Promise<AgentSessionId | null> {
  const sealed = await unseal(SESSION, await read(SESSION))
  return typeof sealed?.['sid'] === 'string' ? agentSessionId(sealed['sid']) : null
}

export async function visitOf({ ref, ip, userAgent }: RequestInfo): Promise<AgentVisit> {
  const device = (await unseal(DEVICE, await read(DEVICE)))?.['lane']
  return { ref, ip, userAgent, device: typeof device === 'string' ? device : undefined }
}

/** Another token at every sign-in: whatever cookie was there before is replaced. */
export async function enter({ session, lane }: AgentSignedIn): Promise<void> {
  await put(SESSION, await seal(SESSION, { sid: session.token }, SESSION_SECONDS), SESSION_SECONDS)
  await put(DEVICE, await seal(DEVICE, { lane }, DEVICE_SECONDS), DEVICE_SECONDS)
  await put(WAITING, '', 0)
}

export async function leave(): Promise<void> {
  await put(SESSION, '', 0)
}

const waiting = z.object({
  agent: z.number(),
  mark: z.string(),
  next: z.string(),
  enrolling: z.object({ secret: z.string(), codes: z.array(z.string()) }).nullable(),
})

/** What is known between password and code waits in the browser, encrypted: a stranger's tries leave nothing behind here. */
export async function wait(value: Waiting): Promise<void> {
  await put(WAITING, await seal(WAITING, value, WAITING_SECONDS), WAITING_SECONDS)
}

export async function waitingFor(): Promise<Waiting | null> {
  return waiting.safeParse(await unseal(WAITING, await read(WAITING))).data ?? null
}

export async function stopWaiting(): Promise<void> {
  await put(WAITING, '', 0)
}

const journey = z.object({ verifier: z.string(), state: z.string(), nonce: z.string(), next: z.string() })

export async function depart(value: Journey): Promise<void> {
  await put(JOURNEY, await seal(JOURNEY, value, WAITING_SECONDS), WAITING_SECONDS)
}

/** The journey that began in this browser. It is read once. */
export async function journeyOf(): Promise<Journey | null> {
  const found = journey.safeParse(await unseal(JOURNEY, await read(JOURNEY))).data ?? null
  await put(JOURNEY, '', 0)
  return found
}
