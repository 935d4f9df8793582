import { useLocale } from 'next-intl'
import type { PlainDate as Day } from '@/lib/dates'
import { formatDate } from '@/lib/dates'

export function PlainDate({ date }: { date: Day }) {
  return (
    <time dateTime={date} data-i18n="data" className="figures whitespace-nowrap">
      {formatDate(date, useLocale())}
    </time>
  )
}
