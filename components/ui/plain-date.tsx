import { useLocale } from 'next-intl'
import type { PlainDate as Plain } from '@/lib/dates'
import { formatDate } from '@/lib/dates'

export function PlainDate({ date }: { date: Plain }) {
  return <Day date={date} text={formatDate(date, useLocale())} />
}

/** A day whose words are ready. */
export function Day({ date, text }: { date: Plain; text: string }) {
  return <time dateTime={date}>{text}</time>
}
