import 'server-only'
import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'

const compiled = mkdtempSync(join(tmpdir(), 'atrium-compiled-'))
process.on('exit', () => rmSync(compiled, { recursive: true, force: true }))

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** They are started by the hundred, and compiled once. */
const ENVIRONMENT: NodeJS.ProcessEnv = { NODE_ENV: 'test', NODE_COMPILE_CACHE: compiled }

type Child = ChildProcessByStdio<Writable, Readable, null>

/** Starts a program of this folder under plain Node. */
export function start(program: string, args: readonly string[]): Child {
  const hooks = ['--import', './scripts/resolve.mjs', '--import', './server/operations/testing/hooks.mjs']
  return spawn(process.execPath, [...hooks, `server/operations/testing/${program}`, ...args], {
    cwd: root,
    env: ENVIRONMENT,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}

/** Runs one to its end. @returns what it said, a line of JSON each */
export async function run(program: string, args: readonly string[]): Promise<unknown[]> {
  const child = start(program, args)
  const ended = once(child, 'close')
  const lines: unknown[] = []
  for await (const line of createInterface({ input: child.stdout })) lines.push(JSON.parse(line))
  await ended
  if (child.exitCode !== 0) throw new Error(`${program} ended with ${child.exitCode}`)
  return lines
}
