import 'server-only'
import type { Needs } from '@/lib/permissions'
import type { Reader } from '@/server/whmcs/client'
import type { Viewer } from './viewer'

declare const permitted: unique symbol

/**
 * A viewer who was found to hold what `N` names. Use cases take it as their first argument; only the doors make one,
 * so a page that asks for another permission, or forgets to ask, does not compile.
 *
 * `W` is how much of WHMCS comes with it: a `read` door hands out a Reader, and only an `action` door a Writer.
 */
export type Permitted<N extends Needs, W extends Reader = Reader> = Viewer<W> & { readonly [permitted]: N }

/** For the doors alone (the fences see to it). */
export function permit<N extends Needs, W extends Reader>(viewer: Viewer<W>, needs: N): Permitted<N, W> {
  void needs
  return viewer as Permitted<N, W>
}
