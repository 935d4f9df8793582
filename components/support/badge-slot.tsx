'use client'

import type { ReactNode } from 'react'
import { useState } from 'react'
import type { SupportNews } from '@/lib/schemas/support-consent'
import { Later } from '../ui/later'
import type { BadgeProps } from './badge-view'

const load = () => import('./live-badge').then(({ LiveBadge }) => LiveBadge)

/**
 * Shows what the server made until there is other news. The code that asks for it comes later, no page waits for it, and
 * its coming changes nothing that somebody may be clicking just then.
 */
export function BadgeSlot({ children, ...props }: BadgeProps & { children: ReactNode }) {
  const [heard, hear] = useState<SupportNews | null>(null)
  return (
    <div role="status" data-screen>
      {heard === null && children}
      <Later load={load} props={{ ...props, heard, hear }} />
    </div>
  )
}
