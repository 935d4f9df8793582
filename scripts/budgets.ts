import { brokenBudgets } from './budgets/check.ts'
import { KB, readBudgets } from './budgets/limits.ts'
import { weighBuild } from './budgets/weights.ts'

/** @throws Error with a line for each page that loads more than it may */
export function checkBudgets(): void {
  const broken = brokenBudgets(readBudgets(), weighBuild('.next'))
  if (broken.length > 0) throw new Error(`The build is too heavy:\n  ${broken.join('\n  ')}`)
}

if (import.meta.main) {
  const { css, routes } = weighBuild('.next')
  for (const [route, bytes] of Object.entries(routes).sort(([, a], [, b]) => b - a)) {
    console.log(`${(bytes / KB).toFixed(1).padStart(7)} kB  ${route}`)
  }
  console.log(`${(css / KB).toFixed(1).padStart(7)} kB  styles`)
  try {
    checkBudgets()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}
