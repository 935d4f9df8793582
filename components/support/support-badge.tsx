import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import type { SupportNews } from '@/lib/schemas/support-consent'
import { BadgeSlot } from './badge-slot'
import { BadgeView } from './badge-view'

/** On every page of an account's owner: whether support is inside or asks to come in, also while the page stays open. */
export function SupportBadge({ news, end }: { news: SupportNews; end: Action }) {
  const t = useTranslations('supportAccess')
  const words = { inside: t('badge'), asked: t('badgeAsked'), end: t('endNow'), ending: t('ending') }
  const props = { news, end, words }
  return (
    <BadgeSlot {...props}>
      <BadgeView {...props} />
    </BadgeSlot>
  )
}
