import 'server-only'

declare const owned: unique symbol

/**
 * An id that was proved to belong to the session's client. WHMCS checks no ownership, so functions that act on an id
 * ask for this type, and a plain number does not fit. Only server/access/ownership.ts may make one.
 */
export type Owned<Noun extends string> = number & { readonly [owned]: Noun }

export function markOwned<Noun extends string>(id: number): Owned<Noun> {
  return id as Owned<Noun>
}
