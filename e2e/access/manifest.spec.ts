import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { listEndpoints } from '../../scripts/endpoints.ts'
import { expect, test } from '../fixtures.ts'
import { builtActions, builtAddresses, edgeActions } from '../support/built.ts'

/** Next's own pages, and files that it serves as routes. They hold nothing of anybody's. */
const OF_NEXT = ['page /_not-found', 'page /_global-error', 'route /icon.svg']

test('the addresses of the source are those that Next exposes', () => {
  const declared = listEndpoints().flatMap(({ kind, name }) => (kind === 'action' ? [] : [`${kind} ${name}`]))
  const built = builtAddresses().map(({ kind, name }) => `${kind} ${name}`)
  expect(declared.length).toBeGreaterThan(10)
  expect(built.sort()).toEqual([...declared, ...OF_NEXT].sort())
})

test('the actions of the source are those that Next exposes, and none runs elsewhere', () => {
  const declared = listEndpoints().flatMap(({ kind, file, exportedName }) =>
    kind === 'action' ? [`${file} ${exportedName ?? ''}`] : [],
  )
  const built = builtActions().map(({ file, exportedName }) => `${file} ${exportedName}`)
  expect(declared.length).toBeGreaterThan(5)
  expect(built.sort()).toEqual(declared.sort())
  expect(edgeActions()).toEqual([])
})

test('no page is made at build time, where no guard would run', () => {
  const manifest = z.object({ routes: z.record(z.string(), z.unknown()), dynamicRoutes: z.object({}).strict() })
  const { routes } = manifest.parse(JSON.parse(readFileSync('.next/prerender-manifest.json', 'utf8')))
  expect(Object.keys(routes).sort()).toEqual(['/_global-error', '/icon.svg'])
})
