import type { Call } from './servers.ts'

/** The longest chain of calls of which each began after the one before had ended: how often the page waits for WHMCS. */
export function depthOf(calls: readonly Pick<Call, 'began' | 'ended'>[]): number {
  const byEnd = calls.toSorted((a, b) => a.ended - b.ended)
  const chains: { readonly ended: number; readonly length: number }[] = []
  for (const { began, ended } of byEnd) {
    const before = chains.filter((chain) => chain.ended <= began).map(({ length }) => length)
    chains.push({ ended, length: 1 + Math.max(0, ...before) })
  }
  return Math.max(0, ...chains.map(({ length }) => length))
}
