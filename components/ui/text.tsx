import type { ReactNode } from 'react'

/** What WHMCS or the customer wrote: its own direction, and no message of ours. */
export function Data({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <bdi data-i18n="data" className={className}>
      {children}
    </bdi>
  )
}
