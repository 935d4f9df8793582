'use client'

import { useEffect, useState } from 'react'

/** `ms` is what is left when the page is made: the browser's clock is not asked. In `words`, `{time}` stands for minutes and seconds. */
type TimeLeftProps = { ms: number; words: string }

/** Of less than an hour. */
function clock(ms: number): string {
  return new Date(Math.max(0, ms)).toISOString().slice(14, 19).replace(/^0/, '')
}

/** The time that is left. When it is over, the page asks again. */
export function TimeLeft({ ms, words }: TimeLeftProps) {
  const [left, setLeft] = useState(ms)
  useEffect(() => {
    const began = performance.now()
    const timer = setInterval(() => {
      const now = ms - (performance.now() - began)
      setLeft(now)
      if (now <= 0) window.location.reload()
    }, 1000)
    return () => clearInterval(timer)
  }, [ms])
  return (
    <p className="figures max-sm:me-auto" suppressHydrationWarning>
      {words.replace('{time}', clock(left))}
    </p>
  )
}
