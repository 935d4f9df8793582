import { getTranslations } from 'next-intl/server'
import { VisitList } from '@/components/support/visit-list'
import { brand } from '@/server/brand'
import { newIntent, read } from '@/server/page'
import { supportVisits } from '@/server/support/end'
import { endVisit } from './actions'

/** Who of the company was in the account, when, why, and what they opened. */
export default async function SupportAccessPage() {
  const t = await getTranslations('supportAccess')
  return read('owner', supportVisits, (visits) => (
    <div className="max-w-3xl">
      <title>{`${t('title')} – ${brand().name}`}</title>
      <VisitList visits={visits} endVisit={endVisit} newIntent={newIntent} />
    </div>
  ))
}
