import { parseVersion, type Version } from './version.ts'

export const SIZES = ['demo', 'large'] as const
export type Size = (typeof SIZES)[number]

export interface Settings {
  version: Version
  seed: number
  size: Size
  /** A file, or `:memory:`. */
  database: string
  /** Base latency of every API call, in milliseconds. */
  latency: number
  /** Actions the credential's API role does not hold. */
  deny: string[]
  /** The address written into links; absent: where the server listens. */
  url?: string | undefined
  /** Lets a caller past the IP restriction, as `$api_access_key` does. */
  accessKey: string
  /** Where the pay page links back to. */
  portalUrl?: string | undefined
  /** The OpenID Connect client that is registered from the start. */
  oidcClientId: string
  oidcClientSecret: string
  oidcRedirect: string
}

export const DEFAULTS: Settings = {
  version: '8.13',
  seed: 1,
  size: 'demo',
  database: ':memory:',
  latency: 0,
  deny: [],
  accessKey: '',
  oidcClientId: 'atrium-demo',
  oidcClientSecret: 'atrium-demo-secret',
  oidcRedirect: 'http://localhost:3000/api/auth/callback/whmcs',
}

export function parseSize(text: string): Size {
  const found = SIZES.find((size) => size === text)
  if (found === undefined) throw new Error(`The sandbox comes in the sizes ${SIZES.join(' and ')}, not "${text}".`)
  return found
}

export function parseNumber(name: string, text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new Error(`${name} must be a whole number, not "${text}".`)
  return Number(text)
}

export const parseDeny = (text: string): string[] => text.split(',').flatMap((name) => name.trim().toLowerCase() || [])

/** The portal's own address takes the sign-in back, when nothing else is said. */
const redirectAt = (portal: string | undefined): string =>
  portal ? new URL('/api/auth/callback/whmcs', portal).href : DEFAULTS.oidcRedirect

export function settingsFrom(env: Record<string, string | undefined>): Settings {
  return {
    version: parseVersion(env['SANDBOX_WHMCS_VERSION'] || DEFAULTS.version),
    seed: parseNumber('SANDBOX_SEED', env['SANDBOX_SEED'] || String(DEFAULTS.seed)),
    size: parseSize(env['SANDBOX_SIZE'] || DEFAULTS.size),
    database: env['SANDBOX_DB'] || DEFAULTS.database,
    latency: parseNumber('SANDBOX_LATENCY', env['SANDBOX_LATENCY'] || '0'),
    deny: parseDeny(env['SANDBOX_DENY'] ?? ''),
    url: env['SANDBOX_URL'] || undefined,
    accessKey: env['SANDBOX_ACCESS_KEY'] ?? '',
    portalUrl: env['SANDBOX_PORTAL_URL'] || undefined,
    oidcClientId: env['SANDBOX_OIDC_CLIENT_ID'] || DEFAULTS.oidcClientId,
    oidcClientSecret: env['SANDBOX_OIDC_CLIENT_SECRET'] || DEFAULTS.oidcClientSecret,
    oidcRedirect: env['SANDBOX_OIDC_REDIRECT'] || redirectAt(env['SANDBOX_PORTAL_URL']),
  }
}
