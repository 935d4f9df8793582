'use client'

import { useEffect, useState } from 'react'
import type { SupportNews } from '@/lib/schemas/support-consent'
import type { BadgeProps } from './badge-view'
import { BadgeView } from './badge-view'

const EVERY_MS = 3_500

/** What the server says now; null when it says nothing that can be used. A redirect is for who is signed out. */
async function fetchNews(): Promise<SupportNews | null> {
  try {
    const answer = await fetch('/api/support-access', { redirect: 'manual' })
    return answer.ok ? await answer.json() : null
  } catch {
    return null
  }
}

/** Begins with what the page was made with, and asks again as long as somebody looks at it. */
export function LiveBadge({ news: initial, ...rest }: BadgeProps) {
  const [news, setNews] = useState(initial)
  useEffect(() => {
    async function look() {
      if (document.visibilityState !== 'visible') return
      const heard = await fetchNews()
      if (heard) setNews(heard)
    }
    const timer = setInterval(() => void look(), EVERY_MS)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [])
  return <BadgeView news={news} {...rest} />
}
