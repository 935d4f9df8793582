import { randomHex } from '../core/secrets.ts'
import { createSigningKey, type SigningKey } from './jwt.ts'

/** Ways in which an identity provider may lie, for tests of the portal. */
export const OIDC_VARIANTS = [
  'wrong-aud',
  'wrong-iss',
  'wrong-key',
  'unsigned',
  'expired',
  'other-sub',
  'replayed-code',
  'unverified-email',
  'no-email',
  'no-keys',
  'wrong-state',
] as const
export type OidcVariant = (typeof OIDC_VARIANTS)[number]

/** What the web part knows beyond its tables. */
export interface WebState {
  variants: Set<OidcVariant>
  /** The installation's key, and one nobody published. */
  key(): SigningKey
  foreignKey(): SigningKey
  /** Signs X-Api-State. */
  secret: string
  /** When each limited route was called, by caller and route. */
  calls: Map<string, number[]>
  clear(): void
}

export function createWebState(): WebState {
  // Made on first use: a key takes a moment, and most tests need none.
  let own: SigningKey | undefined
  let foreign: SigningKey | undefined
  const state: WebState = {
    variants: new Set(),
    key: () => (own ??= createSigningKey('sandbox-1')),
    foreignKey: () => (foreign ??= createSigningKey('sandbox-1')),
    secret: randomHex(64),
    calls: new Map(),
    clear() {
      state.variants.clear()
      state.calls.clear()
    },
  }
  return state
}
