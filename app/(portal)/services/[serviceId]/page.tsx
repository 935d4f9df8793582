import { Fragment } from 'react'
import { CancelLink } from '@/components/cancel/cancel-link'
import { AfterEndFailed, AfterEndPanel } from '@/components/cancellations/after-end'
import { Standing } from '@/components/cancellations/standing'
import { Done } from '@/components/form/done'
import { PanelFailed } from '@/components/layout/unavailable'
import { RelatedInvoices, ToPay } from '@/components/services/related-invoices'
import { NextInvoiceLink, NoActions, OpenPanel, StopPaymentLink } from '@/components/services/service-actions'
import { ServiceView } from '@/components/services/service-view'
import { getTranslations } from 'next-intl/server'
import { PageTitle } from '@/components/layout/page-title'
import { maySayWithdraw } from '@/lib/cancel-labels'
import { utcDay } from '@/lib/dates'
import { nextInvoiceBlock } from '@/lib/next-invoice'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { single } from '@/lib/schemas/invoice-query'
import type { KnownService } from '@/lib/schemas/service-page'
import { serviceTitle } from '@/lib/schemas/service-page'
import { stands } from '@/lib/schemas/cancellation'
import { isCancellable } from '@/lib/schemas/service'
import { filterOf, offsetOf } from '@/lib/schemas/service-query'
import { brand } from '@/server/brand'
import { idParam, newIntent, panel, read } from '@/server/page'
import { cancelLaws } from '@/server/refund-policy'
import { checkAfterEnd } from '@/server/use-cases/after-end'
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
      const [service, parts, ending] = await Promise.all([
        known,
        partsOf({ known, request, today, offset: offsetOf(query) }),
        request.then(stands, () => false),
      ])
      return { ...service, ...parts, ending }
    },
    ({ invoices, afterEnd, ...service }) => (
      <>
        <PageTitle>{`${t('title', { name: serviceTitle(service) })} – ${brand().name}`}</PageTitle>
        {single(query, 'saved') === 'name' && <Done title={t('savedName')} />}
        <ServiceView {...service} today={today}>
          {afterEnd}
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

/** What hangs on invoices: what is to be paid, all of them, and whether something is charged after the end. */
async function invoiceParts({ known, request, today, offset }: Subject) {
  const related = shared(async (viewer: Parameters<typeof relatedInvoices>[0]) => {
    const [found, { service }] = await Promise.all([relatedInvoices(viewer, known, offset), known])
    return { found, service }
  })
  const [toPay, invoices, next, afterEnd] = await Promise.all([
    panel('invoices', related, ({ found }) => <ToPay {...found} today={today} />, nothing),
    panel(
      'invoices',
      related,
      ({ found, service }) => <RelatedInvoices {...{ found, today, offset }} service={service.id} />,
      failed,
    ),
    panel(
      'invoices',
      async (viewer) => ({ ...(await related(viewer)), ending: stands(await request) }),
      ({ found, service, ending }) =>
        !ending && found.unpaid.length === 0 && nextInvoiceBlock(service, today) === null ? (
          <NextInvoiceLink service={service.id} />
        ) : null,
      nothing,
    ),
    panel(
      'invoices',
      async (viewer) => {
        const { service } = await known
        return filterOf(service.status) === 'ended' ? checkAfterEnd(viewer, service.id) : null
      },
      (check) => check && <AfterEndPanel check={check} />,
      () => <AfterEndFailed />,
    ),
  ])
  return { toPay, invoices, next, afterEnd }
}

/** What a cancellation makes of the page: where it stands for everybody, and the ways on for who may order. */
async function orderParts({ known, request, today }: Subject) {
  const [withdrawable, standing, cancel, stop] = await Promise.all([
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
    panel(
      'orders',
      async () => ({ ...(await known), asked: await request }),
      ({ service, asked }) =>
        isCancellable(service) && (asked === null || asked.state === 'withdrawn') ? (
          <CancelLink
            service={service.id}
            laws={cancelLaws()}
            mayWithdraw={maySayWithdraw(cancelLaws(), service.registeredOn, today)}
          />
        ) : null,
      nothing,
    ),
    panel(
      'orders',
      () => known,
      ({ service }) => (service.subscriptionId ? <StopPaymentLink service={service.id} /> : null),
      nothing,
    ),
  ])
  return { standing: withdrawable ?? standing, cancel, stop }
}

async function partsOf(subject: Subject) {
  const [{ next, ...billed }, { cancel, stop, standing }, open] = await Promise.all([
    invoiceParts(subject),
    orderParts(subject),
    panel(
      'productsso',
      async (viewer) => ({ ...(await subject.known), possible: await canOpenPanels(viewer) }),
      ({ service: { id, status }, possible }) =>
        possible && status === 'Active' ? (
          <OpenPanel service={id} action={openControlPanel} intent={newIntent()} />
        ) : null,
      nothing,
    ),
  ])
  const actions = [open, next, stop, cancel].flatMap((action, place) =>
    action === null ? [] : [<Fragment key={place}>{action}</Fragment>],
  )
  return { ...billed, standing, actions: actions.length > 0 ? actions : <NoActions /> }
}
