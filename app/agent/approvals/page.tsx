import { getTranslations } from 'next-intl/server'
import { PageTitle } from '@/components/layout/page-title'
import { Approvals } from '@/components/support/approvals'
import { agentRead } from '@/server/agents/page'
import { brand } from '@/server/brand'
import { newIntent } from '@/server/page'
import { approvals } from '@/server/support/waiting'
import { allowRequest, refuseRequest } from './actions'

/** For leads: the visits that wait for a second agent's word. */
export default async function ApprovalsPage() {
  const t = await getTranslations('approvals')
  return agentRead('lead', approvals, (asked) => (
    <>
      <PageTitle>{`${t('title')} – ${brand().name}`}</PageTitle>
      <Approvals asked={asked} allow={allowRequest} refuse={refuseRequest} newIntent={newIntent} />
    </>
  ))
}
