import { useTranslations } from 'next-intl'
import type { TransactionQuery } from '@/lib/schemas/transaction-query'
import { transactionFilters, transactionQueryString } from '@/lib/schemas/transaction-query'
import { FilterPanel } from '../layout/filter-panel'
import { Field } from '../ui/field'

export function TransactionFilters({ query }: { query: TransactionQuery }) {
  const t = useTranslations('transactions')
  return (
    <FilterPanel
      action="/transactions"
      active={transactionFilters(query)}
      submit={t('apply')}
      clear={`/transactions${transactionQueryString({ ...query, q: '', invoice: null, service: null, from: '', to: '', page: 1 })}`}
    >
      {query.kind && <input type="hidden" name="kind" value={query.kind} />}
      <Field
        name="q"
        type="search"
        label={t('number')}
        defaultValue={query.q}
        autoComplete="off"
        enterKeyHint="search"
        className="w-full sm:w-44"
      />
      <Field
        name="invoice"
        inputMode="numeric"
        label={t('invoiceId')}
        defaultValue={query.invoice ?? ''}
        autoComplete="off"
        className="w-full sm:w-36"
      />
      <Field
        name="service"
        inputMode="numeric"
        label={t('serviceId')}
        defaultValue={query.service ?? ''}
        autoComplete="off"
        className="w-full sm:w-36"
      />
      <Field name="from" type="date" label={t('from')} defaultValue={query.from} className="w-full sm:w-44" />
      <Field name="to" type="date" label={t('to')} defaultValue={query.to} className="w-full sm:w-44" />
    </FilterPanel>
  )
}
