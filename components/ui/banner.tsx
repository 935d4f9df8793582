import { CircleAlert, CircleCheck, Info, TriangleAlert } from './icons'
import type { ReactNode } from 'react'

const TONES = {
  ok: { look: 'border-ok bg-ok-bg text-ok', Icon: CircleCheck },
  info: { look: 'border-info bg-info-bg text-info', Icon: Info },
  warn: { look: 'border-warn bg-warn-bg text-warn', Icon: TriangleAlert },
  bad: { look: 'border-bad bg-bad-bg text-bad', Icon: CircleAlert },
} as const

/** Stays until the person goes on; never a toast. */
export function Banner({ tone, title, children }: { tone: keyof typeof TONES; title: string; children?: ReactNode }) {
  const { look, Icon } = TONES[tone]
  return (
    <div className={`flex gap-3 rounded border-s-4 p-4 ${look}`}>
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" strokeWidth={1.75} />
      <div className="min-w-0 space-y-1">
        <p className="font-semibold">{title}</p>
        {children}
      </div>
    </div>
  )
}
