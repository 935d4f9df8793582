import 'server-only'
import type { LocationId } from '@/lib/ids'
import { locationId } from '@/lib/ids'
import { env } from './env'

/** One WHMCS installation, as people are told of it. */
export type Location = {
  readonly id: LocationId
  readonly name: string
  readonly url: string
  /** Whether people can sign in through its own OpenID Connect. */
  readonly oidc: boolean
}

/** All of them, in the order of the configuration. */
export function locations(): readonly Location[] {
  return env().whmcs.map(({ location, name, url, oidc }) => ({
    id: locationId(location),
    name,
    url,
    oidc: oidc !== undefined,
  }))
}

/** The one that somebody named, if it is one; the only one needs no naming. */
export function findLocation(name: string | undefined): Location | null {
  const all = locations()
  return all.find(({ id }) => id === name) ?? (all.length === 1 ? (all[0] ?? null) : null)
}

/** What to call it where several could be meant; null where there is only one. */
export function locationName(id: LocationId): string | null {
  const all = locations()
  return all.length > 1 ? (all.find((one) => one.id === id)?.name ?? null) : null
}
