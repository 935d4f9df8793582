import { useLocale } from 'next-intl'
import { formatMoment } from '@/lib/dates'

export function Moment({ at }: { at: Date }) {
  return <time dateTime={at.toISOString()}>{formatMoment(at, useLocale())}</time>
}
