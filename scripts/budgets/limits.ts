import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** Sizes are in kB of 1,024 bytes, gzipped at level 9. */
export const KB = 1024

const budgets = z.strictObject({ cssKb: z.number().positive(), routes: z.record(z.string(), z.number().positive()) })

export type Budgets = z.infer<typeof budgets>

export function readBudgets(): Budgets {
  return budgets.parse(JSON.parse(readFileSync(new URL('../budgets.json', import.meta.url), 'utf8')))
}
