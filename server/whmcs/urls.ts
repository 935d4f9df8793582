import 'server-only'

const API = '/includes/api.php'

/**
 * WHMCS's base URL without a slash at the end. A URL that already names the API is accepted, because a doubled path
 * answers every action with "An admin user is required".
 *
 * @throws RangeError when it is no plain http(s) URL: credentials, query and fragment have no place in it.
 */
export function baseUrl(text: string): string {
  const url = URL.parse(text)
  const plain = url && (url.protocol === 'https:' || url.protocol === 'http:')
  if (!url || !plain || url.username || url.password || url.search || url.hash) throw new RangeError('not a WHMCS URL')
  const path = url.pathname.replace(/\/+$/, '')
  return url.origin + (path.endsWith(API) ? path.slice(0, -API.length) : path)
}

export function apiUrl(text: string): URL {
  return new URL(baseUrl(text) + API)
}

/** Below the base, on the same origin. Dots and encoded dots were resolved by the URL parser before. */
export function isWithin(base: string, url: URL): boolean {
  const root = new URL(base)
  const path = root.pathname.replace(/\/$/, '')
  return url.origin === root.origin && !url.username && !url.password && url.pathname.startsWith(`${path}/`)
}
