import { useLocale } from 'next-intl'
import { lockedLabels } from '@/lib/cancel-labels'

export type Law = 'de' | 'fr' | 'eu'

/**
 * The words on a button that ends a contract: what a law prescribes stands alone in its own language, and beside the
 * portal's words in another.
 */
export function useCancelLabel(laws: readonly Law[], step: 'enter' | 'confirm', own: string): string {
  const locale = useLocale()
  const labels = lockedLabels(laws)
  const alone = labels.find(({ lang }) => lang === locale)
  if (alone) return alone[step]
  return [own, ...labels.map((label) => `(${label[step]})`)].join(' ')
}
