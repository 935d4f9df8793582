import { useTranslations } from 'next-intl'
import type { FactRow } from '../account/facts'
import { Facts } from '../account/facts'

/** What the operator locked: text, not dead inputs, and what to do about it. */
export function FixedFacts({ facts }: { facts: readonly FactRow[] }) {
  const t = useTranslations('profile')
  return (
    <div className="rounded border border-line bg-sunken p-4">
      <Facts facts={facts} none={t('notSet')} />
      <p className="mt-3 text-meta text-muted">{t('lockedNext')}</p>
    </div>
  )
}
