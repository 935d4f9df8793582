'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const FIRST_MS = 2_000
const LONGEST_MS = 10_000

/** Has the page made again by the server, ever less often, as long as somebody looks at it. */
export function LookAgain() {
  const router = useRouter()
  useEffect(() => {
    let wait = FIRST_MS
    let timer = setTimeout(look, wait)
    function look() {
      if (document.visibilityState === 'visible') router.refresh()
      wait = Math.min(wait * 1.3, LONGEST_MS)
      timer = setTimeout(look, wait)
    }
    return () => clearTimeout(timer)
  }, [router])
  return null
}
