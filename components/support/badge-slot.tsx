'use client'

import type { ReactNode } from 'react'
import { Later } from '../ui/later'
import type { BadgeProps } from './badge-view'

const load = () => import('./live-badge').then(({ LiveBadge }) => LiveBadge)

/** Shows what the server made until the code that keeps it fresh has come: no page waits for that. */
export function BadgeSlot({ children, ...props }: BadgeProps & { children: ReactNode }) {
  return (
    <div role="status" data-screen>
      <Later load={load} props={props}>
        {children}
      </Later>
    </div>
  )
}
