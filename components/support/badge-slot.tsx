'use client'

import type { ComponentType, ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { BadgeProps } from './badge-view'

/** Shows what the server made until the code that keeps it fresh has come: no page waits for that. */
export function BadgeSlot({ children, ...props }: BadgeProps & { children: ReactNode }) {
  const [Live, setLive] = useState<ComponentType<BadgeProps> | null>(null)
  useEffect(() => void import('./live-badge').then(({ LiveBadge }) => setLive(() => LiveBadge)), [])
  return (
    <div role="status" data-screen>
      {Live ? <Live {...props} /> : children}
    </div>
  )
}
