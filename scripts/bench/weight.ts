import { gzipSync } from 'node:zlib'
import { page } from './browser.ts'

export type Weight = {
  readonly html: number
  readonly htmlGzip: number
  readonly jsGzip: number
  readonly cssGzip: number
  readonly requests: number
  readonly thirdParty: number
}

/** All sizes are of `gzip -9`, which no server's settings change. */
export function gzipped(bytes: Buffer | string): number {
  return gzipSync(bytes, { level: 9 }).length
}

function tags(html: string, name: string): string[] {
  return html.match(new RegExp(`<${name}\\b[^>]*>`, 'g')) ?? []
}

function addresses(found: readonly string[], attribute: string): string[] {
  return found.flatMap((tag) => new RegExp(`\\b${attribute}="([^"]+)"`).exec(tag)?.[1] ?? [])
}

/** What a browser that knows modules fetches for the first view: scripts, styles, pictures and preloads, each once. */
function firstLoad(html: string) {
  const links = tags(html, 'link')
  const wanted = (words: RegExp) => links.filter((tag) => words.test(tag))
  return {
    scripts: new Set([
      ...addresses(
        tags(html, 'script').filter((tag) => !/\bnomodule\b/i.test(tag)),
        'src',
      ),
      ...addresses(
        wanted(/\bas="script"/).filter((tag) => !/\bnomodule\b/i.test(tag)),
        'href',
      ),
    ]),
    styles: new Set(addresses(wanted(/\brel="stylesheet"/), 'href')),
    others: new Set([
      ...addresses(tags(html, 'img'), 'src'),
      ...addresses(wanted(/\brel="(?:icon|shortcut icon|manifest|apple-touch-icon)"/), 'href'),
      ...addresses(wanted(/\bas="(?:font|image|fetch)"/), 'href'),
    ]),
  }
}

async function size(portalUrl: string, paths: Iterable<string>): Promise<number> {
  let sum = 0
  for (const path of paths) {
    const url = new URL(path, portalUrl)
    if (url.origin !== new URL(portalUrl).origin) continue
    const response = await fetch(url)
    if (!response.ok) throw new Error(`${path} answered ${response.status}`)
    sum += gzipped(Buffer.from(await response.arrayBuffer()))
  }
  return sum
}

export async function weigh(portalUrl: string, path: string, cookie: string): Promise<Weight> {
  const { body } = await page(portalUrl + path, cookie)
  const { scripts, styles, others } = firstLoad(body)
  const all = new Set([...scripts, ...styles, ...others])
  const { origin } = new URL(portalUrl)
  return {
    html: Buffer.byteLength(body),
    htmlGzip: gzipped(body),
    jsGzip: await size(portalUrl, scripts),
    cssGzip: await size(portalUrl, styles),
    requests: 1 + all.size,
    thirdParty: [...all].filter((address) => new URL(address, portalUrl).origin !== origin).length,
  }
}
