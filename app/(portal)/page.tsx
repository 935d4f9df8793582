import { getTranslations } from 'next-intl/server'
import { PageTitle } from '@/components/layout/page-title'
import { PanelFailed } from '@/components/layout/unavailable'
import { DuePanel } from '@/components/overview/due-panel'
import { NothingAllowed } from '@/components/overview/nothing-allowed'
import { ExpiringDomains, ServicePanels } from '@/components/overview/service-panels'
import { RecentInvoices } from '@/components/overview/recent-invoices'
import { utcDay } from '@/lib/dates'
import { brand } from '@/server/brand'
import { panel, signedInPage } from '@/server/page'
import { getDue, getServiceOverview, listExpiringDomains, listRecentInvoices } from '@/server/use-cases/overview'

/** What is due, what needs attention, what comes next. The parts are asked for together, and each fails alone. */
export default async function OverviewPage() {
  const t = await getTranslations('overview')
  const today = utcDay(new Date())
  const failed = (reference: string) => <PanelFailed reference={reference} />
  const [, ...parts] = await Promise.all([
    signedInPage(),
    panel('invoices', getDue, (due) => <DuePanel {...due} />, failed),
    panel(
      'products',
      (viewer) => getServiceOverview(viewer, today),
      (services) => <ServicePanels {...services} />,
      failed,
    ),
    panel(
      'domains',
      (viewer) => listExpiringDomains(viewer, today),
      (domains) => <ExpiringDomains domains={domains} />,
      failed,
    ),
    panel('invoices', listRecentInvoices, (recent) => <RecentInvoices {...recent} today={today} />, failed),
  ])
  const [due, services, domains, recent] = parts
  return (
    <>
      <PageTitle>{`${t('title')} – ${brand().name}`}</PageTitle>
      <h1 className="mb-6 text-h1 sm:text-h1-wide">{t('title')}</h1>
      {parts.every((part) => part === null) && <NothingAllowed />}
      <div className="space-y-6">
        {due}
        {domains}
        {services}
        {recent}
      </div>
    </>
  )
}
