import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import type { BillingPlace } from '@/lib/schemas/billing-place'
import type { StoredMethod } from '@/lib/schemas/money'
import { ActionButton } from '../form/action-button'
import { Remove } from '../form/remove'
import { EmptyList } from '../layout/empty-list'
import { Section } from '../ui/card'
import { Chip } from '../ui/chip'
import { CircleAlert, Hourglass } from '../ui/icons'
import { Head, ListTable } from '../ui/list-table'
import { Data } from '../ui/text'
import { isBank, useMethodName, useRemoveWords } from './method-words'

type Actions = { readonly makeDefault: Action; readonly removeMethod: Action; readonly openAddMethod: Action }

type MethodListProps = {
  methods: readonly StoredMethod[]
  place: BillingPlace
  actions: Actions
  makeIntent: () => string
}

/** The stored cards and accounts, and the way to where another one is added. */
export function MethodList({ methods, place, actions, makeIntent }: MethodListProps) {
  const t = useTranslations('paymentMethods')
  const several = methods.length > 1
  return (
    <>
      <h1 className="mb-2 text-h1 sm:text-h1-wide">{t('title')}</h1>
      <p className="mb-6 text-muted">{t('intro')}</p>
      {methods.length === 0 ? (
        <EmptyList text={t('empty')} />
      ) : (
        <ListTable
          caption={t('title')}
          head={
            <>
              <Head>{t('method')}</Head>
              <Head>{t('expires')}</Head>
              <Head>
                <span className="sr-only">{t('actions')}</span>
              </Head>
            </>
          }
        >
          <tbody role="rowgroup">
            {methods.map((method) => (
              <Row key={method.id} {...{ method, several, actions, makeIntent }} />
            ))}
          </tbody>
        </ListTable>
      )}
      {several && <p className="mt-3 text-muted">{t('orderUnknown')}</p>}
      <Section id="add" title={t('addTitle')} className="mt-6 max-w-[40rem]">
        <p className="mb-4 text-muted">
          {t.rich(place.signsOn ? 'addText' : 'addTextSignIn', { host: () => <Data>{place.host}</Data> })}
        </p>
        <ActionButton
          action={actions.openAddMethod}
          intent={makeIntent()}
          label={t('add')}
          pendingLabel={t('opening')}
        />
      </Section>
    </>
  )
}

type RowProps = Pick<MethodListProps, 'actions' | 'makeIntent'> & {
  method: StoredMethod
  several: boolean
}

function Row({ method, several, actions, makeIntent }: RowProps) {
  const t = useTranslations('paymentMethods')
  const name = useMethodName()(method)
  const words = useRemoveWords(method)
  const fields = { method: String(method.id) }
  return (
    <tr role="row">
      <th role="rowheader" scope="row" className="font-semibold wrap-anywhere max-sm:order-1 max-sm:col-span-2">
        {isBank(method) && method.bank !== '' ? <Data>{name}</Data> : name}
        {method.description !== '' && method.description !== name && (
          <span className="block text-meta font-normal text-muted">
            <Data>{method.description}</Data>
          </span>
        )}
      </th>
      <td role="cell" className="max-sm:order-2 max-sm:col-span-2">
        {method.expires === '' ? (
          <span className="text-muted">{t('noDate')}</span>
        ) : (
          <span className="inline-flex flex-wrap items-center gap-2">
            <span>
              <span className="me-1.5 text-muted sm:sr-only">{t('expires')}</span>
              <Data className="figures">{method.expires}</Data>
            </span>
            <ExpiryChip expiry={method.expiry} />
          </span>
        )}
      </td>
      <td role="cell" className="max-sm:order-3 max-sm:col-span-2 sm:text-end">
        <span className="inline-flex flex-wrap gap-x-4">
          {several && method.expiry !== 'expired' && (
            <ActionButton
              action={actions.makeDefault}
              intent={makeIntent()}
              {...{ fields }}
              look="link"
              className="px-0"
              label={t('first')}
              ariaLabel={t('firstLabel', { name })}
              pendingLabel={t('saving')}
            />
          )}
          <Remove
            {...{ id: method.id, words, fields, action: actions.removeMethod, intent: makeIntent() }}
            href={`/payment-methods/${method.id}/remove`}
          />
        </span>
      </td>
    </tr>
  )
}

function ExpiryChip({ expiry }: { expiry: StoredMethod['expiry'] }) {
  const t = useTranslations('paymentMethods')
  if (expiry === 'expired')
    return (
      <Chip tone="bad" icon={CircleAlert}>
        {t('expired')}
      </Chip>
    )
  if (expiry !== 'soon') return null
  return (
    <Chip tone="warn" icon={Hourglass}>
      {t('soon')}
    </Chip>
  )
}
