import next from 'eslint-config-next'
import tseslint from 'typescript-eslint'
import { fences } from './eslint.fences.mjs'

const config = [
  { ignores: ['.next/**', 'node_modules/**', '.data/**', 'next-env.d.ts', 'test-results/**', 'playwright-report/**'] },
  ...next,
  {
    settings: { next: { rootDir: '.' } },
    rules: { '@next/next/no-html-link-for-pages': 'off', '@next/next/no-img-element': 'off' },
  },
  ...tseslint.configs.strict.map((config) => ({ ...config, files: config.files ?? ['**/*.{ts,tsx}'] })),
  ...fences,
]

export default config
