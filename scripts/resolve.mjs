// Lets plain Node run our TypeScript: `@/x` is the repository's root, an import without an extension is
// a .ts file, and `server-only` (which refuses to load outside a server bundle) is empty here.
import { existsSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const EMPTY = 'data:text/javascript,export {}'

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'server-only') return { url: EMPTY, shortCircuit: true }
    const local = specifier.startsWith('@/')
      ? root + specifier.slice(2)
      : specifier.startsWith('.') && context.parentURL?.startsWith('file:')
        ? fileURLToPath(new URL(specifier, context.parentURL))
        : undefined
    if (local && existsSync(`${local}.ts`)) return next(pathToFileURL(`${local}.ts`).href, context)
    if (specifier.startsWith('@/')) return next(pathToFileURL(local).href, context)
    return next(specifier, context)
  },
})
