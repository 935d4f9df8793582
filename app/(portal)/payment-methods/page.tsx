import { getTranslations } from 'next-intl/server'
import { Done } from '@/components/form/done'
import { PageTitle } from '@/components/layout/page-title'
import { MethodList } from '@/components/payment-methods/method-list'
import { HiddenValues } from '@/components/support/hidden-values'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { brand } from '@/server/brand'
import { newIntent, read } from '@/server/page'
import { listMethods } from '@/server/use-cases/payment-methods'
import { reveal } from '../../agent/clients/[clientId]/actions'
import { makeDefault, openAddMethod, removeMethod } from './actions'

const SAVED = ['default', 'removed'] as const

export default async function PaymentMethodsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [t, params] = await Promise.all([getTranslations('paymentMethods'), searchParams])
  const saved = SAVED.find((what) => what === params['saved'])
  return read('invoices', listMethods, (page, { support, location, clientId }) => (
    <>
      <PageTitle>{`${t('title')} – ${brand().name}`}</PageTitle>
      {saved && <Done title={t(`saved.${saved}`)} />}
      <MethodList {...page} actions={{ makeDefault, removeMethod, openAddMethod }} makeIntent={newIntent} />
      {support && (
        <HiddenValues
          {...{ location, client: clientId, reveal }}
          values={page.methods.map(({ id, brand: about, lastFour }) => ({
            what: 'cardDigits',
            of: id,
            masked: lastFour,
            about,
          }))}
        />
      )}
    </>
  ))
}
