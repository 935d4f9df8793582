import { getTranslations } from 'next-intl/server'
import { NoAccess } from '@/components/layout/no-access'
import { PageTitle } from '@/components/layout/page-title'
import { isPermission } from '@/lib/permissions'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { brand } from '@/server/brand'
import { read } from '@/server/page'
import { getOwnerName } from '@/server/use-cases/accounts'

export default async function NoAccessPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [t, params] = await Promise.all([getTranslations('noAccess'), searchParams])
  const to = typeof params['to'] === 'string' ? params['to'] : ''
  return read('signed-in', getOwnerName, (owner) => (
    <>
      <PageTitle>{`${t('title')} – ${brand().name}`}</PageTitle>
      <NoAccess permission={isPermission(to) ? to : null} owner={owner} />
    </>
  ))
}
