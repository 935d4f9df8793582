import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ACTIONS } from './actions'

const HERE = new URL('./', import.meta.url)

test('the list is what the modules declare, with the same effect', () => {
  const declared = { read: new Set<string>(), handover: new Set<string>(), write: new Set<string>() }
  for (const file of readdirSync(HERE).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))) {
    const source = readFileSync(new URL(file, HERE), 'utf8')
    for (const [, action = '', effect] of source.matchAll(/action: '(\w+)',(?:\s*\/\/.*)*\s*effect: '(\w+)'/g)) {
      if (action !== 'ClientArea' && (effect === 'read' || effect === 'handover' || effect === 'write')) {
        declared[effect].add(action)
      }
    }
  }
  for (const effect of ['read', 'handover', 'write'] as const) {
    expect([...declared[effect]].sort(), effect).toEqual([...ACTIONS[effect]].sort())
  }
})
