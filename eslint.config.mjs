import next from 'eslint-config-next'
import tseslint from 'typescript-eslint'
import { fences } from './eslint.fences.mjs'

export default [
  { ignores: ['.next/**', 'node_modules/**', '.data/**', 'next-env.d.ts', 'test-results/**', 'playwright-report/**'] },
  ...next,
  ...tseslint.configs.strict.map((config) => ({ ...config, files: config.files ?? ['**/*.{ts,tsx}'] })),
  ...fences,
]
