import 'server-only'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { StoreConfig } from '@/server/store/testing/contract'

const root = fileURLToPath(new URL('../../..', import.meta.url))

export type Worker = {
  readonly process: ChildProcess
  /** What it said so far, whole lines only: a killed process may leave half of one. */
  lines(): string[]
  /** What it complained about. */
  errors(): string
  /** Lets it begin. Until then it has loaded everything and opened nothing. */
  go(): void
  /** Waits until it has said this line. */
  said(line: string): Promise<void>
  /** Ends when it has ended. */
  readonly ended: Promise<number | null>
}

/** Starts `worker.ts` on the database of a test, and waits until it is ready to begin. */
export async function startWorker(
  mode: 'open' | 'half' | 'write',
  config: StoreConfig,
  name = 'worker',
): Promise<Worker> {
  const script = ['--import', './scripts/resolve.mjs', 'server/store/testing/worker.ts']
  const child = spawn(process.execPath, [...script, mode, config.databaseUrl ?? '', config.dataDir, name], {
    cwd: root,
    stdio: 'pipe',
  })
  let said = ''
  let complained = ''
  child.stdout.on('data', (chunk) => (said += String(chunk)))
  child.stderr.on('data', (chunk) => (complained += String(chunk)))
  const ended = once(child, 'close').then(() => child.exitCode)
  await Promise.race([once(child.stdout, 'data'), ended])
  const lines = () => said.split('\n').slice(0, -1)
  return {
    process: child,
    lines,
    said: async (line) => {
      while (!lines().includes(line)) {
        if (child.exitCode !== null) throw new Error(`ended without "${line}": ${complained}`)
        await sleep(2)
      }
    },
    errors: () => complained,
    go: () => child.stdin.write('go\n'),
    ended,
  }
}
