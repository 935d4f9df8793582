import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import type { Weights } from './check.ts'

const stats = z.array(z.object({ route: z.string(), firstLoadChunkPaths: z.array(z.string()) }))
const manifest = z.record(z.string(), z.string())

/** Rendered in place of the root layout when everything else failed: Next keeps it out of its statistics. */
const LAST_RESORT = '/_global-error'

function gzipped(file: string): number {
  return gzipSync(readFileSync(file), { level: 9 }).length
}

function json(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'))
}

function pages(next: string): string[] {
  const entries = Object.entries(manifest.parse(json(join(next, 'app-path-routes-manifest.json'))))
  return entries.flatMap(([file, route]) => (file.endsWith('/page') && route !== LAST_RESORT ? [route] : []))
}

/**
 * What the build in `next` weighs.
 * @throws Error when a page is missing from Next's statistics: what cannot be weighed must not pass
 */
export function weighBuild(next: string): Weights {
  const known = new Map(
    stats
      .parse(json(join(next, 'diagnostics', 'route-bundle-stats.json')))
      .map(({ route, firstLoadChunkPaths }) => [route, firstLoadChunkPaths]),
  )
  const routes = pages(next).map((route): [string, number] => {
    const chunks = known.get(route)
    if (!chunks || chunks.length === 0) throw new Error(`Next's statistics do not say what ${route} loads`)
    return [route, chunks.reduce((sum, chunk) => sum + gzipped(chunk), 0)]
  })
  const folder = join(next, 'static')
  const styles = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.css'))
  return {
    css: styles.reduce((sum, name) => sum + gzipped(join(folder, name)), 0),
    routes: Object.fromEntries(routes),
  }
}
