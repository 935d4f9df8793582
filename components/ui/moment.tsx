import { useLocale } from 'next-intl'
import { formatMoment } from '@/lib/dates'

export function Moment({ at }: { at: Date }) {
  return (
    <time dateTime={at.toISOString()} data-i18n="data" className="figures whitespace-nowrap">
      {formatMoment(at, useLocale())}
    </time>
  )
}
