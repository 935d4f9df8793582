import { Standing } from '@/components/cancellations/standing'
import { Done } from '@/components/form/done'
import { PanelFailed } from '@/components/layout/unavailable'
import { RelatedInvoices, ToPay } from '@/components/services/related-invoices'
import { CancelLink, NextInvoiceLink, NoActions, OpenPanel } from '@/components/services/service-actions'
import { ServiceView } from '@/components/services/service-view'
import { getTranslations } from 'next-intl/server'
import { utcDay } from '@/lib/dates'
import { nextInvoiceBlock } from '@/lib/next-invoice'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { single } from '@/lib/schemas/invoice-query'
import type { KnownService } from '@/lib/schemas/service-page'
import { serviceTitle } from '@/lib/schemas/service-page'
import { isCancellable } from '@/lib/schemas/service'
import { offsetOf } from '@/lib/schemas/service-query'
import { brand } from '@/server/brand'
import { idParam, newIntent, panel, read } from '@/server/page'
import { findRequest } from '@/server/use-cases/cancellations'
import { relatedInvoices } from '@/server/use-cases/related-invoices'
import { canOpenPanels, getService } from '@/server/use-cases/services'
import { openControlPanel } from '../actions'

type ServicePageProps = { params: Promise<{ serviceId: string }>; searchParams: Promise<SearchParams> }

/** The service for who may see services; around it, each for its own permission, what comes from elsewhere. */
export default async function ServicePage({ params, searchParams }: ServicePageProps) {
  const [t, { serviceId }, query] = await Promise.all([getTranslations('service'), params, searchParams])
  const today = utcDay(new Date())
  return read(
    'products',
    async (viewer) => {
      const known = getService(viewer, idParam(serviceId))
      const request = known.then(({ service }) => findRequest(viewer, service))
      // Each part that needs it says what is wrong with it.
      request.catch(() => null)
      const [service, parts] = await Promise.all([known, partsOf({ known, request, today, offset: offsetOf(query) })])
      return { ...service, ...parts }
    },
    ({ invoices, ...service }) => (
      <>
        <title>{`${serviceTitle(service)} – ${brand().name}`}</title>
        {single(query, 'saved') === 'name' && <Done title={t('savedName')} />}
        <ServiceView {...service} today={today}>
          {invoices}
        </ServiceView>
      </>
    ),
  )
}

type Subject = {
  known: Promise<KnownService>
  request: ReturnType<typeof findRequest>
  today: string
  offset: number
}

/** The first answer for all who ask: every part of a page has the same viewer. */
function shared<V, T>(work: (viewer: V) => Promise<T>): (viewer: V) => Promise<T> {
  let asked: Promise<T> | undefined
  return (viewer) => (asked ??= work(viewer))
}

const failed = (reference: string) => <PanelFailed reference={reference} />
const nothing = () => null

async function partsOf({ known, request, today, offset }: Subject) {
  const related = shared(async (viewer: Parameters<typeof relatedInvoices>[0]) => {
    const [found, { service }] = await Promise.all([relatedInvoices(viewer, known, offset), known])
    return { found, service }
  })
  const [withdrawable, standing, toPay, invoices, open, next, cancel] = await Promise.all([
    panel(
      'orders',
      () => request,
      (found) => found && <Standing request={found} mayWithdraw />,
      failed,
    ),
    panel(
      'products',
      () => request,
      (found) => found && <Standing request={found} mayWithdraw={false} />,
      failed,
    ),
    panel('invoices', related, ({ found }) => <ToPay {...found} today={today} />, nothing),
    panel(
      'invoices',
      related,
      ({ found, service }) => <RelatedInvoices {...{ found, today, offset }} path={`/services/${service.id}`} />,
      failed,
    ),
    panel(
      'productsso',
      async (viewer) => ({ ...(await known), possible: await canOpenPanels(viewer) }),
      ({ service: { id, status }, possible }) =>
        possible && status === 'Active' ? (
          <OpenPanel service={id} action={openControlPanel} intent={newIntent()} />
        ) : null,
      nothing,
    ),
    panel(
      'invoices',
      related,
      ({ found, service }) =>
        found.unpaid.length === 0 && nextInvoiceBlock(service, today) === null ? (
          <NextInvoiceLink service={service.id} />
        ) : null,
      nothing,
    ),
    panel(
      'orders',
      async () => ({ ...(await known), asked: await request }),
      ({ service, asked }) =>
        isCancellable(service) && (asked === null || asked.state === 'withdrawn') ? (
          <CancelLink service={service.id} />
        ) : null,
      nothing,
    ),
  ])
  const actions = [open, next, cancel].filter((action) => action !== null)
  return { standing: withdrawable ?? standing, toPay, invoices, actions: actions.length > 0 ? actions : <NoActions /> }
}
