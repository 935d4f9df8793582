import { useTranslations } from 'next-intl'
import type { RequestPage, RequestRow } from '@/lib/schemas/cancellation'
import { AppLink } from '../layout/app-link'
import { Head, ListTable } from '../ui/list-table'
import { PlainDate } from '../ui/plain-date'
import { Data } from '../ui/text'
import { AskedLine } from './asked-line'
import { RequestStateChip } from './request-state'

/** A table where there is room for one, below that a card for each request. */
export function CancellationTable({ rows, seesServices }: Pick<RequestPage, 'rows' | 'seesServices'>) {
  const t = useTranslations('cancellations')
  return (
    <ListTable
      caption={t('caption')}
      cards="xl"
      head={
        <>
          <Head>{t('service')}</Head>
          <Head>{t('type')}</Head>
          <Head>{t('requested')}</Head>
          <Head>{t('state')}</Head>
          <Head>
            <span className="sr-only">{t('actions')}</span>
          </Head>
        </>
      }
    >
      <tbody role="rowgroup" className="max-xl:block">
        {rows.map((row, index) => (
          <Row key={row.request.requestId ?? `new-${index}`} row={row} seesServices={seesServices} />
        ))}
      </tbody>
    </ListTable>
  )
}

function Row({ row: { request, service }, seesServices }: { row: RequestRow; seesServices: boolean }) {
  const t = useTranslations('cancellations')
  const { serviceId, requestedAt, state, withdrawal } = request
  const label = service.domain || service.name
  const name = <Data className="wrap-anywhere">{service.name}</Data>
  return (
    <tr role="row" className="max-xl:block max-xl:space-y-1.5 max-xl:px-4 max-xl:py-3.5">
      <th role="rowheader" scope="row" className="font-semibold max-xl:block max-xl:p-0">
        {seesServices ? <AppLink href={`/services/${serviceId}`}>{name}</AppLink> : name}
        {service.domain !== '' && (
          <span className="block text-meta font-normal wrap-anywhere text-muted">
            <Data>{service.domain}</Data>
          </span>
        )}
      </th>
      <td role="cell" className="max-xl:block max-xl:p-0">
        <TypeWord type={request.type} />
      </td>
      <td role="cell" className="max-xl:block max-xl:p-0 max-xl:text-meta max-xl:text-muted">
        <span className="xl:hidden">{t('requested')} </span>
        {requestedAt === null ? t('notSet') : <PlainDate date={requestedAt.slice(0, 10)} />}
      </td>
      <td role="cell" className="max-xl:block max-xl:p-0">
        <RequestStateChip {...request} />
        {withdrawal && (
          <span className="mt-1 block text-meta text-muted">
            <AskedLine asked={withdrawal} />
          </span>
        )}
      </td>
      <td role="cell" className="max-xl:block max-xl:p-0 xl:text-end">
        <span className="inline-flex flex-wrap gap-x-4 empty:hidden xl:flex-col xl:items-end">
          {(state === 'ends_on' || state === 'requested') && (
            <AppLink
              href={`/services/${serviceId}/withdraw`}
              aria-label={t('withdrawLabel', { name: label })}
              className="inline-flex min-h-11 items-center"
            >
              {t('withdraw')}
            </AppLink>
          )}
          {service.payment && (
            <AppLink
              href={`/services/${serviceId}/automatic-payment`}
              aria-label={t('stopLabel', { name: label })}
              className="inline-flex min-h-11 items-center"
            >
              {t('stop')}
            </AppLink>
          )}
        </span>
      </td>
    </tr>
  )
}

/** A type that WHMCS does not document is shown in WHMCS's own word. */
function TypeWord({ type }: { type: string }) {
  const t = useTranslations('cancellations.types')
  if (type === 'Immediate') return t('immediate')
  return type === 'End of Billing Period' ? t('period') : <Data>{type}</Data>
}
