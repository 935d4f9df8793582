import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const here = fileURLToPath(new URL('.', import.meta.url))
const read = (file: string) => readFileSync(`${here}${file}`, 'utf8')

it('lists every file that guesses', () => {
  const sources = readdirSync(here, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  const guessing = sources.filter((file) => read(file).includes('GUESS:')).sort()
  const listed = [
    ...(read('README.md')
      .split('## Guesses')[1]
      ?.matchAll(/^\| `([\w/.-]+\.ts)`/gm) ?? []),
  ].map(([, file]) => file)
  expect(listed.sort()).toEqual(guessing)
})
