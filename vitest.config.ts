import { defineConfig } from 'vitest/config'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('.', import.meta.url))
const OURS = '**/*.test.ts'
/** What has to hold on both databases. */
const STORE = ['server/store/**/*.test.ts', 'server/operations/engine.test.ts', 'server/cancellation-index.test.ts']
/** What takes a minute each: schedules of faults by the thousand, and processes that are killed. */
const RELIABILITY = ['server/operations/{simulation,killed,support-killed,races}.test.ts']
const NOT_OURS = ['node_modules/**', '.next/**', 'e2e/**']

export default defineConfig({
  resolve: {
    alias: [
      { find: 'server-only', replacement: `${root}scripts/empty.ts` },
      { find: /^@\//, replacement: root },
    ],
  },
  test: {
    // Vitest leaves one processor alone by default: of two that would be half of them.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'unit', include: [OURS], exclude: [...NOT_OURS, ...STORE, ...RELIABILITY] } },
      {
        extends: true,
        // PostgreSQL is started only when one of these tests is to run.
        test: {
          name: 'store',
          include: STORE,
          exclude: NOT_OURS,
          globalSetup: 'server/store/testing/global-setup.ts',
        },
      },
      {
        extends: true,
        test: {
          name: 'reliability',
          include: RELIABILITY,
          exclude: NOT_OURS,
          globalSetup: 'server/store/testing/global-setup.ts',
        },
      },
    ],
  },
})
