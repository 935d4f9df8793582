const PRINTABLE = /^\/(?![/\\])[\x21-\x7e]*$/

/**
 * Where to go after signing in, when an address says so: a path of the portal, or the overview. What a browser would
 * read as another site (`//evil`, `/\evil`, `/..//evil`) is not a path.
 */
export function safePath(wanted: string | undefined): string {
  if (!wanted || !PRINTABLE.test(wanted) || wanted.includes('\\')) return '/'
  const base = 'https://portal.invalid'
  if (!URL.canParse(wanted, base)) return '/'
  const url = new URL(wanted, base)
  if (url.origin !== base || url.pathname.startsWith('//')) return '/'
  return url.pathname + url.search
}
