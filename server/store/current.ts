import 'server-only'
import { env } from '@/server/env'
import type { Store } from './db'
import { openStore } from './db'

declare global {
  var atriumStore: Promise<Store> | undefined
}

/** The process's one store. On globalThis, because Next loads this module once for each of its bundles. */
export function store(): Promise<Store> {
  globalThis.atriumStore ??= openStore({ databaseUrl: env().DATABASE_URL, dataDir: env().DATA_DIR }).catch(
    (error: unknown) => {
      globalThis.atriumStore = undefined
      throw error
    },
  )
  return globalThis.atriumStore
}
