import 'server-only'
import type { Needs } from '@/lib/permissions'

export type Endpoint = { readonly name: string; readonly needs: Needs | 'public' | 'session' }

const endpoints = new Map<string, Endpoint>()

/** Every action names itself here; a test compares the list with the committed matrix and with Next's own manifest. */
export function register(endpoint: Endpoint): void {
  const known = endpoints.get(endpoint.name)
  if (known && known.needs !== endpoint.needs) throw new Error(`two endpoints are called ${endpoint.name}`)
  endpoints.set(endpoint.name, endpoint)
}

export function registeredEndpoints(): readonly Endpoint[] {
  return [...endpoints.values()].sort((a, b) => a.name.localeCompare(b.name))
}
