import type { Answer } from '../support/wire.ts'
import { parseCookie } from './policy.ts'

/**
 * Mozilla's HTTP Observatory, reckoned offline: its rules (mdn/mdn-http-observatory, src/analyzer/tests and
 * src/grader/charts.js), as far as they concern what a portal can answer. Not counted, because they need the network: the
 * preload list, subresource integrity's bonus, and the way from http to https, which is the edge proxy's.
 */

const BROAD = ['http:', 'https:', 'ftp:', '*', 'http://*', 'https://*', 'http://*.*', 'https://*.*']
const INLINE = ["'unsafe-inline'", 'data:']
const PASSIVE = ['img-src', 'media-src']

type Finding = { readonly rule: string; readonly points: number }

function policyPoints(header: string): number {
  const policy = new Map(
    header.split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().toLowerCase().split(/\s+/)
      return [name, sources]
    }),
  )
  const sourcesOf = (name: string) => policy.get(name) ?? policy.get('default-src') ?? ['*']
  const hashed = sourcesOf('script-src').some((source) => /^'(nonce|sha256|sha384|sha512)-/.test(source))
  const dynamic = hashed && sourcesOf('script-src').includes("'strict-dynamic'")
  const drop = dynamic ? [...BROAD, "'self'", "'unsafe-inline'"] : hashed ? ["'unsafe-inline'"] : []
  const scripts = sourcesOf('script-src').filter((source) => !drop.includes(source))
  const styles = sourcesOf('style-src')
  const active = [...policy].flatMap(([name, sources]) =>
    PASSIVE.includes(name) || name === 'script-src' ? [] : sources,
  )
  if (scripts.some((source) => [...BROAD, ...INLINE].includes(source))) return -20
  if (sourcesOf('object-src').some((source) => BROAD.includes(source))) return -20
  if ([...active, ...scripts].some((source) => /^(http|ftp):/.test(source))) return -20
  if ([...scripts, ...styles].includes("'unsafe-eval'")) return -10
  if (PASSIVE.flatMap(sourcesOf).some((source) => /^(http|ftp):/.test(source))) return -10
  if (styles.some((source) => [...BROAD, ...INLINE].includes(source))) return 0
  const fallback = policy.get('default-src') ?? []
  return fallback.length === 1 && fallback[0] === "'none'" ? 10 : 5
}

function cookiePoints(lines: readonly string[]): number {
  if (lines.length === 0) return 0
  const cookies = lines.map(parseCookie)
  const isSession = (name: string) => /login|sess|csrf|sid/i.test(name)
  const missing = (attribute: string) => cookies.filter(({ attributes }) => !(attribute in attributes))
  if (cookies.some(({ attributes }) => attributes['samesite'] === 'none')) return -20
  if (missing('secure').some(({ name }) => isSession(name))) return -40
  if (missing('secure').length > 0) return -20
  if (missing('httponly').some(({ name }) => isSession(name))) return -30
  return missing('samesite').length === 0 ? 5 : 0
}

export function observatoryScore(page: Answer, setCookies: readonly string[]): { score: number; findings: Finding[] } {
  const header = (name: string) => page.headers[name] ?? ''
  const policy = header('content-security-policy')
  const hsts = Number(/max-age=(\d+)/.exec(header('strict-transport-security'))?.[1] ?? -1)
  const isPrivate = ['no-referrer', 'same-origin', 'strict-origin', 'strict-origin-when-cross-origin']
  const findings = [
    { rule: 'content-security-policy', points: policy ? policyPoints(policy) : -25 },
    { rule: 'cookies', points: cookiePoints(setCookies) },
    { rule: 'cors', points: header('access-control-allow-origin') === '*' ? -50 : 0 },
    { rule: 'referrer-policy', points: isPrivate.includes(header('referrer-policy')) ? 5 : -5 },
    { rule: 'hsts', points: hsts < 0 ? -20 : hsts >= 15_768_000 ? 0 : -10 },
    { rule: 'nosniff', points: header('x-content-type-options') === 'nosniff' ? 0 : -5 },
    { rule: 'framing', points: /frame-ancestors 'none'/.test(policy) ? 5 : -20 },
    { rule: 'corp', points: header('cross-origin-resource-policy') === 'same-origin' ? 10 : 0 },
    { rule: 'coep', points: header('cross-origin-embedder-policy') === 'require-corp' ? 10 : 0 },
    { rule: 'coop', points: header('cross-origin-opener-policy') === 'same-origin' ? 10 : 0 },
  ]
  const base = findings.reduce((sum, { points }) => sum + Math.min(points, 0), 100)
  const bonus = findings.reduce((sum, { points }) => sum + Math.max(points, 0), 0)
  // Bonuses count for those only who have lost little.
  return { score: Math.max(0, base >= 90 ? base + bonus : base), findings }
}
