import type { ReactNode } from 'react'

/** What WHMCS or the customer wrote: its own direction, and no message of ours. */
export function Data({ children, className }: { children: ReactNode; className?: string }) {
  return <bdi className={className}>{children}</bdi>
}

/** Several lines of somebody's text: each keeps its own direction, and all begin where the page's text begins. */
export function Lines({ text }: { text: string }) {
  return text.split(/\r?\n/).map((line, index) => (
    <span key={index} className="block wrap-anywhere">
      <Data>{line}</Data>
    </span>
  ))
}
