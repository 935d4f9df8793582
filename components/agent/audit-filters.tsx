import { useLocale, useTranslations } from 'next-intl'
import type { AuditQuery } from '@/lib/schemas/audit-query'
import { AUDIT_OUTCOMES, auditFilters } from '@/lib/schemas/audit-query'
import { FilterPanel } from '../layout/filter-panel'
import { Field, Select } from '../ui/field'
import { AUDIT_EVENTS, useAuditEventName } from './audit-events'

export type Named<Id extends string | number> = { readonly id: Id; readonly name: string }

type AuditFiltersProps = {
  query: AuditQuery
  agents: readonly Named<number>[]
  locations: readonly Named<string>[]
}

export function AuditFilters({ query, agents, locations }: AuditFiltersProps) {
  const t = useTranslations('audit')
  const plain = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false } as const
  return (
    <FilterPanel action="/agent/audit" active={auditFilters(query)} submit={t('apply')} clear="/agent/audit">
      <Select name="agent" label={t('agent')} defaultValue={query.agent ?? ''} className="w-full sm:w-48">
        <option value="">{t('any')}</option>
        {agents.map(({ id, name }) => (
          <option key={id} value={id} data-i18n="data">
            {name}
          </option>
        ))}
      </Select>
      {locations.length > 1 && (
        <Select name="location" label={t('location')} defaultValue={query.location} className="w-full sm:w-40">
          <option value="">{t('any')}</option>
          {locations.map(({ id, name }) => (
            <option key={id} value={id} data-i18n="data">
              {name}
            </option>
          ))}
        </Select>
      )}
      <Field
        {...plain}
        name="client"
        inputMode="numeric"
        label={t('client')}
        defaultValue={query.client ?? ''}
        className="w-full sm:w-36"
      />
      <EventSelect value={query.event} />
      <Select name="outcome" label={t('outcome')} defaultValue={query.outcome ?? ''} className="w-full sm:w-40">
        <option value="">{t('any')}</option>
        {AUDIT_OUTCOMES.map((outcome) => (
          <option key={outcome} value={outcome}>
            {t(`outcomes.${outcome}`)}
          </option>
        ))}
      </Select>
      <Field name="from" type="date" label={t('from')} defaultValue={query.from} className="w-full sm:w-44" />
      <Field name="to" type="date" label={t('to')} defaultValue={query.to} className="w-full sm:w-44" />
      <Field {...plain} name="person" label={t('person')} defaultValue={query.person} className="w-full sm:w-52" />
      <Field {...plain} name="ref" label={t('ref')} defaultValue={query.ref} className="w-full sm:w-80" />
      <Field {...plain} name="ip" label={t('ip')} defaultValue={query.ip} className="w-full sm:w-48" />
    </FilterPanel>
  )
}

/** In the order of the alphabet of whoever reads it. */
function EventSelect({ value }: { value: string }) {
  const t = useTranslations('audit')
  const nameOf = useAuditEventName()
  const locale = useLocale()
  const all = AUDIT_EVENTS.includes(value) || value === '' ? AUDIT_EVENTS : [...AUDIT_EVENTS, value]
  const events = all.map((event) => ({ event, name: nameOf(event) }))
  return (
    <Select name="event" label={t('event')} defaultValue={value} className="w-full sm:w-72">
      <option value="">{t('any')}</option>
      {events
        .toSorted((a, b) => a.name.localeCompare(b.name, locale))
        .map(({ event, name }) => (
          <option key={event} value={event}>
            {name}
          </option>
        ))}
    </Select>
  )
}
