import { useTranslations } from 'next-intl'
import type { CancellationQuery } from '@/lib/schemas/cancellation-query'
import { activeFilters, SERVICE_STATUSES, TYPE_FILTERS } from '@/lib/schemas/cancellation-query'
import { AppLink } from '../layout/app-link'
import { Button } from '../ui/button'
import { Field, Select } from '../ui/field'

/** A plain GET form: it works without JavaScript, and Back brings the last view back. */
export function CancellationFilters({ query }: { query: CancellationQuery }) {
  const t = useTranslations('cancellations')
  const active = activeFilters(query)
  return (
    <details open={active > 0} className="mb-4 rounded-lg border border-line">
      <summary className="flex min-h-11 items-center px-4 font-semibold">
        {t('filters')}
        {active > 0 && (
          <span className="ms-2 text-meta font-normal text-muted">{t('filtersActive', { count: active })}</span>
        )}
      </summary>
      <form action="/cancellations" className="flex flex-wrap items-end gap-4 px-4 pt-1 pb-4">
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
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" look="outlined">
            {t('apply')}
          </Button>
          {active > 0 && (
            <AppLink href="/cancellations" className="inline-flex min-h-11 items-center px-2">
              {t('clear')}
            </AppLink>
          )}
        </div>
      </form>
    </details>
  )
}
