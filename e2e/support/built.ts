import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Endpoint } from '../../scripts/endpoints.ts'

/** What Next has built, by its own account: the addresses and the server actions that a request can reach. */

const references = z.object({
  node: z.record(
    z.string(),
    z.object({ filename: z.string(), exportedName: z.string(), workers: z.record(z.string(), z.unknown()) }),
  ),
  edge: z.record(z.string(), z.unknown()),
})

export type BuiltAction = {
  readonly id: string
  readonly file: string
  readonly exportedName: string
  /** The addresses of the pages that hold it. */
  readonly pages: readonly string[]
}

function json(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** `/(portal)/invoices/[invoiceId]/page` is `/invoices/[invoiceId]`. */
function addressOf(entry: string): string {
  const parts = entry.split('/').slice(1, -1)
  return `/${parts.filter((part) => !part.startsWith('(')).join('/')}`
}

export type BuiltAddress = { readonly kind: 'page' | 'route'; readonly name: string }

export function builtAddresses(): BuiltAddress[] {
  const entries = Object.keys(z.record(z.string(), z.string()).parse(json('.next/server/app-paths-manifest.json')))
  return entries.map((entry) => ({ kind: entry.endsWith('/page') ? 'page' : 'route', name: addressOf(entry) }))
}

export function builtActions(): BuiltAction[] {
  const { node } = references.parse(json('.next/server/server-reference-manifest.json'))
  return Object.entries(node).map(([id, { filename, exportedName, workers }]) => ({
    id,
    file: filename,
    exportedName,
    pages: Object.keys(workers).map((worker) => addressOf(worker.replace(/^app/, ''))),
  }))
}

/** Actions that the build holds for another runtime, where none of the portal's guards would run. */
export function edgeActions(): string[] {
  return Object.keys(references.parse(json('.next/server/server-reference-manifest.json')).edge)
}

/** @throws Error when the build does not hold the action: it is older than the source. */
export function builtAction(endpoint: Endpoint): BuiltAction {
  const found = builtActions().find(
    ({ file, exportedName }) => file === endpoint.file && exportedName === endpoint.exportedName,
  )
  if (!found) throw new Error(`The build does not hold ${endpoint.name}. Run \`npm run build\`.`)
  return found
}
