import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { IN_USE } from './probes'

test('README names exactly the actions that the pages use', () => {
  const readme = readFileSync('README.md', 'utf8')
  const table = readme.slice(readme.indexOf('| action'), readme.indexOf('2. **An admin'))
  const named = [...table.matchAll(/`([A-Z][a-zA-Z]+)`/g)].map(([, name]) => name)
  expect(new Set(named)).toEqual(new Set(IN_USE))
})
