import { useLocale, useTranslations } from 'next-intl'
import { formatDate } from '@/lib/dates'
import type { KnownRequest, RequestState } from '@/lib/schemas/cancellation'
import type { Tone } from '../ui/chip'
import { Chip } from '../ui/chip'
import type { Icon } from '../ui/icons'
import { Ban, CircleCheck, Clock, Hourglass, RotateCcw } from '../ui/icons'

const LOOK: Readonly<Record<RequestState, { tone: Tone; icon: Icon }>> = {
  requested: { tone: 'warn', icon: Hourglass },
  ends_on: { tone: 'warn', icon: Clock },
  ended: { tone: 'neutral', icon: Ban },
  withdrawn: { tone: 'ok', icon: CircleCheck },
  withdrawal_asked: { tone: 'info', icon: RotateCcw },
}

export function RequestStateChip({ state, endsOn }: Pick<KnownRequest, 'state' | 'endsOn'>) {
  const t = useTranslations('cancellations.states')
  const locale = useLocale()
  const words: Readonly<Record<RequestState, string>> = {
    requested: t('requested'),
    ends_on: endsOn === null ? t('requested') : t('endsOn', { date: formatDate(endsOn, locale) }),
    ended: t('ended'),
    withdrawn: t('withdrawn'),
    withdrawal_asked: t('withdrawalAsked'),
  }
  return <Chip {...LOOK[state]}>{words[state]}</Chip>
}
