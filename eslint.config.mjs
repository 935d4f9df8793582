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
  {
    // The browser has variables of these names: a prop that is not there would be one of them, and TypeScript does not mind.
    files: ['app/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}', 'lib/**/*.ts', 'server/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-globals': ['error', 'event', 'history', 'location', 'name', 'origin', 'parent', 'status', 'top'],
    },
  },
  ...fences,
]

export default config
