'use client'

import { useRouter } from 'next/navigation'
import type { MouseEvent, ReactNode } from 'react'
import { useTransition } from 'react'
import { mayLeave } from '../form/unsaved'

function isPlainClick({ button, metaKey, ctrlKey, shiftKey, altKey, defaultPrevented }: MouseEvent): boolean {
  return button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey && !defaultPrevented
}

type SoftLinksProps = {
  className: string
  /** Asked before something that was typed is lost. */
  question: string
  children: ReactNode
}

/**
 * Follows each AppLink inside without loading a new document. Nothing is fetched ahead: every page asks WHMCS, and a
 * list of 25 links must not cost 25 pages. While the next page is on its way, a thin bar says so.
 */
export function SoftLinks({ className, question, children }: SoftLinksProps) {
  const router = useRouter()
  const [pending, start] = useTransition()

  function follow(event: MouseEvent<HTMLElement>): void {
    const link = event.target instanceof Element ? event.target.closest('a[data-page]') : null
    if (!(link instanceof HTMLAnchorElement) || link.target !== '' || !isPlainClick(event)) return
    event.preventDefault()
    if (!mayLeave(question)) return
    start(() => router.push(link.pathname + link.search + link.hash))
  }

  return (
    <div className={className} onClick={follow}>
      {children}
      {pending && <span aria-hidden className="link-pending" />}
    </div>
  )
}
