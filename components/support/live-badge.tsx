'use client'

import type { Dispatch, SetStateAction } from 'react'
import { useEffect } from 'react'
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

type LiveBadgeProps = BadgeProps & {
  /** What is new since the page was made; null for nothing. */
  heard: SupportNews | null
  hear: Dispatch<SetStateAction<SupportNews | null>>
}

function isSame(one: SupportNews, other: SupportNews): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** Asks as long as somebody looks at the page, and shows what is new. */
export function LiveBadge({ news: initial, heard, hear, ...rest }: LiveBadgeProps) {
  useEffect(() => {
    async function look() {
      if (document.visibilityState !== 'visible') return
      const now = await fetchNews()
      if (now) hear((known) => (isSame(now, known ?? initial) ? known : now))
    }
    const timer = setInterval(() => void look(), EVERY_MS)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [initial, hear])
  return heard && <BadgeView news={heard} {...rest} />
}
