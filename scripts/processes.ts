import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export type Environment = Partial<NodeJS.ProcessEnv>

const children = new Set<ChildProcess>()
const GRACE_MS = 8_000

function environment(extra: Environment): NodeJS.ProcessEnv {
  return { ...process.env, ...extra }
}

/** Runs a step to its end and shows that it is under way: a line at the start, seconds while it takes long. */
export async function step(label: string, command: string, args: readonly string[], extra: Environment = {}) {
  const started = Date.now()
  process.stdout.write(`${label}…\n`)
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: environment(extra) })
  children.add(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
  }
  const ticking = setInterval(() => {
    process.stdout.write(`  ${label.toLowerCase()}: ${Math.round((Date.now() - started) / 1000)} s\n`)
  }, 5_000)
  const code = await new Promise<number>((resolve) => child.on('close', (status) => resolve(status ?? 1)))
  clearInterval(ticking)
  children.delete(child)
  if (code !== 0) throw new Error(`${label} failed:\n${said}`)
  return said
}

export type Running = { readonly child: ChildProcess; readonly output: () => string; readonly gone: Promise<number> }

/** Starts a server and resolves when its address answers. @throws Error with what it printed when it ends or takes too long. */
export async function serve(
  command: string,
  args: readonly string[],
  extra: Environment,
  ready: string,
  echo = false,
): Promise<Running> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: environment(extra) })
  children.add(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (echo) process.stdout.write(chunk)
    })
  }
  let ended: number | null = null
  const gone = new Promise<number>((resolve) => {
    child.on('close', (status) => {
      ended = status ?? 1
      children.delete(child)
      resolve(ended)
    })
  })
  for (let waited = 0; waited < 60_000; waited += 100) {
    if (ended !== null) throw new Error(`${args.join(' ')} ended:\n${said}`)
    const answered = await fetch(ready, { redirect: 'manual' }).then(
      (response) => response.status < 500,
      () => false,
    )
    if (answered) return { child, output: () => said, gone }
    await sleep(100)
  }
  child.kill('SIGKILL')
  throw new Error(`${args.join(' ')} did not answer at ${ready}:\n${said}`)
}

/** Ends everything that was started, gently first; leaves no process behind. */
export async function stopAll(): Promise<void> {
  const ending = [...children].map(
    (child) =>
      new Promise<void>((resolve) => {
        child.on('close', () => resolve())
        child.kill('SIGTERM')
        setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref()
      }),
  )
  await Promise.all(ending)
}

/** Ends the script when it is told to, and everything that it started before it. */
export function stopOnSignal(): Promise<never> {
  return new Promise(() => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        void stopAll().then(() => process.exit(0))
      })
    }
  })
}

/** A port nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

/** Null when the port can be used, else a line that says what to do. */
export async function portProblem(port: number, variable: string): Promise<string | null> {
  const probe = createServer()
  return new Promise((resolve) => {
    probe.on('error', () => resolve(`Port ${port} is in use. Set ${variable} to another one.`))
    probe.listen(port, () => probe.close(() => resolve(null)))
  })
}
