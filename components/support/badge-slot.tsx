'use client'

import type { ReactNode } from 'react'
import { Loaded } from '../layout/loaded'
import type { BadgeProps } from './badge-view'

const loadLive = () => import('./live-badge').then(({ LiveBadge }) => LiveBadge)

/** Shows what the server made until the code that keeps it fresh has come: no page waits for that. */
export function BadgeSlot({ children, ...props }: BadgeProps & { children: ReactNode }) {
  return (
    <div role="status" data-screen>
      <Loaded load={loadLive} props={props}>
        {children}
      </Loaded>
    </div>
  )
}
