'use client'

import { usePathname, useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Where a click leads to when the visit is over. */
const AFTER = /^(?:\/agent\?ended=1|\/agent\/sign-in|\/sign-in)/

/** A link leaves standing what is around a page. Where a visit has ended, that is made again, and the bar goes. */
export function BarCheck() {
  const router = useRouter()
  const path = usePathname()
  useEffect(() => {
    if (AFTER.test(path + window.location.search)) router.refresh()
  }, [path, router])
  return null
}
