'use client'

import { useEffect, useState } from 'react'
import type { Action } from '@/lib/result'
import type { SupportNews } from '@/lib/schemas/support-consent'
import { ActionButton } from '../form/action-button'
import { AppLink } from '../layout/app-link'

const EVERY_MS = 3_500

type BadgeProps = {
  /** As it was when the page was made. */
  news: SupportNews
  end: Action
  words: Readonly<Record<'inside' | 'asked' | 'end' | 'ending', string>>
}

/** What the server says now; null when it says nothing that can be used. A redirect is for who is signed out. */
async function fetchNews(): Promise<SupportNews | null> {
  try {
    const answer = await fetch('/api/support-access', { redirect: 'manual' })
    return answer.ok ? await answer.json() : null
  } catch {
    return null
  }
}

/** On every page of an account's owner: whether support is inside or asks to come in, also while the page stays open. */
export function Badge({ news: initial, end, words }: BadgeProps) {
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
  const { inside, asked } = news
  return (
    <div role="status" data-screen>
      {(inside.length > 0 || asked) && (
        <div className="flex flex-wrap items-center justify-center gap-x-4 border-b border-warn bg-warn-bg px-4 text-center">
          <AppLink href="/support-access" className="inline-flex min-h-11 items-center font-semibold text-warn">
            {inside.length > 0 ? words.inside : words.asked}
          </AppLink>
          {inside.map((grant) => (
            // Ending a visit is one submission, whoever sends it: it is named like the visit.
            <ActionButton
              key={grant}
              action={end}
              intent={grant}
              fields={{ grant }}
              look="plain"
              label={words.end}
              pendingLabel={words.ending}
            />
          ))}
        </div>
      )}
    </div>
  )
}
