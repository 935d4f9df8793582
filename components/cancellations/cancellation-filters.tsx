import { useTranslations } from 'next-intl'
import type { CancellationQuery } from '@/lib/schemas/cancellation-query'
import { activeFilters, SERVICE_STATUSES, TYPE_FILTERS } from '@/lib/schemas/cancellation-query'
import { FilterPanel } from '../layout/filter-panel'
import { Field, Select } from '../ui/field'

export function CancellationFilters({ query }: { query: CancellationQuery }) {
  const t = useTranslations('cancellations')
  return (
    <FilterPanel action="/cancellations" clear="/cancellations" active={activeFilters(query)} submit={t('apply')}>
      <Select name="type" label={t('typeFilter')} defaultValue={query.type ?? ''} className="w-full sm:w-60">
        <option value="">{t('any')}</option>
        {TYPE_FILTERS.map((type) => (
          <option key={type} value={type}>
            {t(`types.${type}`)}
          </option>
        ))}
      </Select>
      <Select
        name="status"
        label={t('statusFilter')}
        defaultValue={query.status?.toLowerCase() ?? ''}
        className="w-full sm:w-44"
      >
        <option value="">{t('any')}</option>
        {SERVICE_STATUSES.map((status) => (
          <option key={status} value={status.toLowerCase()}>
            {t(`statuses.${status}`)}
          </option>
        ))}
      </Select>
      <Field name="from" type="date" label={t('from')} defaultValue={query.from} className="w-full sm:w-44" />
      <Field name="to" type="date" label={t('to')} defaultValue={query.to} className="w-full sm:w-44" />
    </FilterPanel>
  )
}
