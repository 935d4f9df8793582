'use client'

import { useEffect, useRef } from 'react'
import { Banner } from '../ui/banner'

/** What was done on the page before. It is read first, and said once: the address forgets it. */
export function Done({ title }: { title: string }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.focus()
    window.history.replaceState(null, '', window.location.pathname)
  }, [])
  return (
    <div ref={box} tabIndex={-1} className="mb-6 rounded">
      <Banner tone="ok" title={title} />
    </div>
  )
}
