import type { Budgets } from './limits.ts'
import { KB } from './limits.ts'

/** What a build weighs: bytes, gzipped, of each page's first load, and of all style sheets together. */
export type Weights = { readonly css: number; readonly routes: Readonly<Record<string, number>> }

function kb(bytes: number): string {
  return (bytes / KB).toFixed(1)
}

/** One plain line for each broken budget. A page without a budget breaks one, and so does a budget without a page. */
export function brokenBudgets(budgets: Budgets, weights: Weights): string[] {
  const routes = [...new Set([...Object.keys(budgets.routes), ...Object.keys(weights.routes)])].sort()
  const lines = routes.flatMap((route) => {
    const limit = budgets.routes[route]
    const bytes = weights.routes[route]
    if (bytes === undefined) return [`${route} has a budget and is no page: remove its line from scripts/budgets.json`]
    if (limit === undefined) return [`${route} (${kb(bytes)} kB) has no budget: add a line to scripts/budgets.json`]
    return bytes > limit * KB ? [`${route} loads ${kb(bytes)} kB of JavaScript, its budget is ${limit} kB`] : []
  })
  const heavy = weights.css > budgets.cssKb * KB
  return heavy ? [...lines, `The styles are ${kb(weights.css)} kB, their budget is ${budgets.cssKb} kB`] : lines
}
