import { getTranslations } from 'next-intl/server'
import { PageTitle } from '@/components/layout/page-title'
import { Waiting } from '@/components/support/waiting'
import { agentRead } from '@/server/agents/page'
import { brand } from '@/server/brand'
import { waitingRequest } from '@/server/support/waiting'
import { enterAllowed, withdraw } from './actions'

/** What became of the question whether the agent may enter an account. */
export default async function WaitingPage() {
  const t = await getTranslations('supportWaiting')
  return agentRead('agent', waitingRequest, (visit) => (
    <>
      <PageTitle>{`${t('pageTitle')} – ${brand().name}`}</PageTitle>
      <Waiting visit={visit} enter={enterAllowed} withdraw={withdraw} />
    </>
  ))
}
