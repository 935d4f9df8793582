import 'server-only'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { StoreConfig } from '@/server/store/testing/contract'
import type { Said } from './check'
import { start } from './programs'
import type { Order } from './worker'

const said = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), done: z.array(z.object({ id: z.string(), state: z.string() })) }),
  z.object({ kind: z.literal('failed'), why: z.string() }),
  z.object({ kind: z.enum(['unknown', 'running', 'reused', 'nothing']) }),
])
const line = z.object({ id: z.number(), said: said.optional() })

/** A process of the portal in earnest. */
export type Hand = {
  /** What it answers; `nothing` when it died before. */
  ask(order: Omit<Order, 'id'>): Promise<Said>
  /** SIGKILL to this very process. */
  kill(): Promise<void>
}

/**
 * @param ahead how far its clock is ahead, in ms
 * @param patience how long it waits for WHMCS, in ms
 */
export async function hire(config: StoreConfig, base: string, ahead = 0, patience = 400): Promise<Hand> {
  const { databaseUrl = '', dataDir } = config
  const child = start('worker.ts', [databaseUrl, dataDir, base, String(ahead), String(patience)])
  const waiting = new Map<number, (answer: Said) => void>()
  let orders = 0
  const ended = once(child, 'close').then(() => {
    for (const answer of waiting.values()) answer({ kind: 'nothing' })
    waiting.clear()
  })
  // Whoever is killed reads no more.
  child.stdin.on('error', () => undefined)
  const ready = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (text) => {
      const { id, said: answer } = line.parse(JSON.parse(text))
      if (id === 0) resolve()
      if (answer) waiting.get(id)?.(answer)
      waiting.delete(id)
    })
  })
  await Promise.race([ready, ended])
  return {
    ask: (order) =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve({ kind: 'nothing' })
        orders += 1
        waiting.set(orders, resolve)
        child.stdin.write(`${JSON.stringify({ id: orders, ...order })}\n`)
      }),
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
