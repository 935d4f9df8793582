import type { Action } from '@/lib/result'
import type { SupportNews } from '@/lib/schemas/support-consent'
import { ActionButton } from '../form/action-button'
import { AppLink } from '../layout/app-link'

export type BadgeProps = {
  news: SupportNews
  end: Action
  words: Readonly<Record<'inside' | 'asked' | 'end' | 'ending', string>>
}

/** That support is inside or asks to come in; nothing otherwise. */
export function BadgeView({ news: { inside, asked }, end, words }: BadgeProps) {
  if (inside.length === 0 && !asked) return null
  return (
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
  )
}
