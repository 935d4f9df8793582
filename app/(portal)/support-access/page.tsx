import { getTranslations } from 'next-intl/server'
import { Done } from '@/components/form/done'
import { PageTitle } from '@/components/layout/page-title'
import { AskedBanners } from '@/components/support/asked-banners'
import { ConsentSection } from '@/components/support/consent-section'
import { VisitList } from '@/components/support/visit-list'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { single } from '@/lib/schemas/invoice-query'
import { brand } from '@/server/brand'
import { asksPassword, newIntent, read } from '@/server/page'
import { supportAccess } from '@/server/support/consent'
import { allowVisit, endVisit, makePin, refuseVisit } from './actions'

/** Who of the company was in the account, when, why, and what they opened; who wants to, and how they may. */
export default async function SupportAccessPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [t, confirm, query] = await Promise.all([getTranslations('supportAccess'), asksPassword(), searchParams])
  return read('owner', supportAccess, ({ visits, asked, mode }) => (
    <div className="max-w-3xl">
      <PageTitle>{`${t('title')} – ${brand().name}`}</PageTitle>
      {single(query, 'saved') !== '' && <Done title={t('saved')} />}
      <VisitList visits={visits} endVisit={endVisit} newIntent={newIntent}>
        <AskedBanners asked={asked} allow={allowVisit} refuse={refuseVisit} newIntent={newIntent} />
        <ConsentSection mode={mode} confirm={confirm} makePin={makePin} intent={newIntent()} />
      </VisitList>
    </div>
  ))
}
