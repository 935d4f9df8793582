import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'

/** The request that code is working for, so that a log line and a WHMCS call can name it without being told. */
const current = new AsyncLocalStorage<string>()

export function currentRef(): string | undefined {
  return current.getStore()
}

export function withRef<T>(ref: string, work: () => T): T {
  return current.run(ref, work)
}
