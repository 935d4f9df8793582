import type { Icon } from './icons'

const TONES = {
  ok: 'border-ok/30 bg-ok-bg text-ok',
  info: 'border-info/30 bg-info-bg text-info',
  warn: 'border-warn/30 bg-warn-bg text-warn',
  bad: 'border-bad/30 bg-bad-bg text-bad',
  neutral: 'border-line bg-sunken text-muted',
} as const

export type Tone = keyof typeof TONES

/** A status: word, icon and colour say the same (WCAG 1.4.1). */
export function Chip({ tone, icon: Icon, children }: { tone: Tone; icon: Icon; children: string }) {
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-full border px-2.5 py-0.5 text-meta font-semibold ${TONES[tone]}`}
    >
      <Icon aria-hidden className="size-3.5 shrink-0" strokeWidth={2} />
      {children}
    </span>
  )
}
