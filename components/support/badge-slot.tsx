'use client'

import type { ReactNode } from 'react'
import { useLater } from '../ui/use-later'
import type { BadgeProps } from './badge-view'

const load = () => import('./live-badge').then(({ LiveBadge }) => LiveBadge)

/** Shows what the server made until the code that keeps it fresh has come: no page waits for that. */
export function BadgeSlot({ children, ...props }: BadgeProps & { children: ReactNode }) {
  const Live = useLater(load)
  return (
    <div role="status" data-screen>
      {Live ? <Live {...props} /> : children}
    </div>
  )
}
