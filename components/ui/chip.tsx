import type { Icon } from './icons'
import { CircleDot } from './icons'

export type Tone = 'ok' | 'info' | 'warn' | 'bad' | 'neutral'

type ChipProps = { tone: Tone; icon: Icon; children: string }

/** A status: word, icon and colour say the same (WCAG 1.4.1). */
export function Chip({ tone, icon: Icon, children }: ChipProps) {
  return (
    <span className={`chip chip-${tone}`}>
      <Icon />
      {children}
    </span>
  )
}

/** A status that WHMCS does not document, in WHMCS's own word. */
export function UnknownChip({ children }: { children: string }) {
  return (
    <span data-i18n="data">
      <Chip tone="neutral" icon={CircleDot}>
        {children}
      </Chip>
    </span>
  )
}
