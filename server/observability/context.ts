import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'

declare global {
  var atriumRequest: AsyncLocalStorage<string> | undefined
}

/**
 * The request that code is working for, so that a log line and a WHMCS call can name it without being told. On
 * globalThis, because Next loads this module once for each of its bundles, and they share one connection to WHMCS.
 */
const current = (globalThis.atriumRequest ??= new AsyncLocalStorage())

export function currentRef(): string | undefined {
  return current.getStore()
}

export function withRef<T>(ref: string, work: () => T): T {
  return current.run(ref, work)
}
