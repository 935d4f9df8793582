import 'server-only'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The address of a running PostgreSQL, without the name of a database. */
    postgres: string
  }
}

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Starts one PostgreSQL for the run. It ends with its standard input, which is to say with us. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const script = ['--import', './scripts/resolve.mjs', 'server/store/testing/postgres-server.ts']
  // Detached, so that Ctrl-C in the terminal does not reach it before it may clean up.
  const child = spawn(process.execPath, script, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'], detached: true })
  const ended = once(child, 'exit')
  const [first] = await Promise.race([once(child.stdout, 'data'), ended])
  const url = String(first).trim()
  if (!url.startsWith('postgres://')) throw new Error('PostgreSQL for the tests did not start')
  project.provide('postgres', url)
  return async () => {
    child.stdin.end()
    await ended
  }
}
