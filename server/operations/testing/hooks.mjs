// For programs of the tests that plain Node runs: JSON may be imported, and `--plant=<name>` changes the
// source while it is loaded. A place that is not there (any more) is an error: a bug that is not planted cannot be caught.
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { PLANTED, PLANTED_FOR_AGENTS } from './planted.ts'

// Nothing of the machine's: these programs know no more than this.
Object.assign(process.env, {
  PORTAL_URL: 'https://my.example.com',
  PORTAL_SECRET: 'x'.repeat(32),
  WHMCS_URL: 'https://billing.example.com',
  WHMCS_IDENTIFIER: 'i',
  WHMCS_SECRET: 's',
  LOG_LEVEL: 'silent',
})

const root = new URL('../../../', import.meta.url)
const name = process.argv.find((one) => one.startsWith('--plant='))?.slice('--plant='.length)
const planted = name === undefined ? null : { ...PLANTED, ...PLANTED_FOR_AGENTS }[name]
if (planted === undefined) throw new Error(`no such bug: ${name}`)
const place = planted && new URL(planted.file, root).href

registerHooks({
  load(url, context, next) {
    if (url.endsWith('.json')) return next(url, { ...context, importAttributes: { type: 'json' } })
    if (url !== place) return next(url, context)
    let source = readFileSync(fileURLToPath(url), 'utf8')
    for (const [from, to] of planted.changes) {
      if (source.split(from).length !== 2) throw new Error(`no place to plant: ${name}`)
      source = source.replace(from, () => to)
    }
    return { format: 'module-typescript', source, shortCircuit: true }
  },
})
