import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import type { SupportNews } from '@/lib/schemas/support-consent'
import { Badge } from './badge'

/** The badge in its language. */
export function SupportBadge({ news, end }: { news: SupportNews; end: Action }) {
  const t = useTranslations('supportAccess')
  const words = { inside: t('badge'), asked: t('badgeAsked'), end: t('endNow'), ending: t('ending') }
  return <Badge news={news} end={end} words={words} />
}
