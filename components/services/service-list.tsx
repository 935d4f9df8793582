import { useTranslations } from 'next-intl'
import type { DomainListPage, ServiceListPage } from '@/lib/schemas/service-page'
import type { Addon } from '@/lib/schemas/service'
import type { ServiceQuery } from '@/lib/schemas/service-query'
import { filterOf } from '@/lib/schemas/service-query'
import { ItemList } from './item-list'
import { useDays, usePrices } from './service-words'

function isThere({ status }: Addon): boolean {
  return filterOf(status) !== 'ended'
}

export function ServiceList({ page, query }: { page: ServiceListPage; query: ServiceQuery }) {
  const t = useTranslations('services')
  const priceOf = usePrices(page.currency)
  const dayOf = useDays()
  const rows = page.rows.map(({ service, nickname, addons }) => {
    const { id, name, domain, status } = service
    const running = status === 'Active' || status === 'Suspended' || status === 'Pending'
    return {
      id,
      href: `/services/${id}`,
      name: nickname || name,
      details: [nickname && name, domain, ...addons.filter(isThere).map((addon) => `+ ${addon.name}`)].filter(Boolean),
      ...priceOf(service),
      due: running ? dayOf(service.nextDueOn) : null,
      note: service.subscriptionId && running ? t('automatic') : null,
      status,
    }
  })
  return <ItemList kind="services" {...{ page, rows, query }} />
}

export function DomainList({ page, query }: { page: DomainListPage; query: ServiceQuery }) {
  const t = useTranslations('domains')
  const priceOf = usePrices(page.currency)
  const dayOf = useDays()
  const rows = page.rows.map(({ id, name, status, recurringAmount, expiresOn, renewsAutomatically }) => ({
    id,
    href: null,
    name,
    details: [],
    amount: priceOf({ billingCycle: 'Annually', recurringAmount }).amount,
    cycle: t('renewal'),
    due: dayOf(expiresOn),
    note: t(renewsAutomatically ? 'renews' : 'noRenewal'),
    status,
  }))
  return <ItemList kind="domains" {...{ page, rows, query }} />
}
