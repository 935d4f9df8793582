'use server'

import { getTranslations } from 'next-intl/server'
import { enterInput } from '@/lib/schemas/support'
import { afterwards } from '@/server/action'
import { agentAction } from '@/server/agents/action'
import { brand } from '@/server/brand'
import { sendMail } from '@/server/mail'
import { pageAddress } from '@/server/request'
import { keepGrant } from '@/server/support/cookie'
import { enterAccount, noteInWhmcs } from '@/server/support/enter'

/** The way into a customer's account, to read. The owner is told by mail. */
export const enter = agentAction({
  name: 'support.begin',
  needs: 'agent',
  input: enterInput,
  run: async (agent, input) => {
    const { handle, grant, email } = await enterAccount(agent, input)
    await keepGrant(handle)
    const t = await getTranslations('supportMail')
    const said = { brand: brand().name, agent: grant.agent.name, ticket: grant.ticket, reason: grant.reason }
    const text = [t('text', said), t('why', said), t('end', { address: pageAddress('/support-access') })]
    afterwards('support.mail', () => sendMail(email, { subject: t('subject', said), text: text.join('\n\n') }))
    afterwards('support.note', () => noteInWhmcs(grant))
  },
  leadsTo: '/',
})
