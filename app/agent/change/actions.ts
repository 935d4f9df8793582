'use server'

import { getTranslations } from 'next-intl/server'
import { changeInput } from '@/lib/schemas/support'
import { CLASS_HOME } from '@/lib/support-class'
import { afterwards } from '@/server/action'
import { agentAction } from '@/server/agents/action'
import { brand } from '@/server/brand'
import { sendMail } from '@/server/mail'
import { pageAddress } from '@/server/request'
import { beginChange } from '@/server/support/change'
import { keepGrant } from '@/server/support/cookie'

/** An agent in an account may change one class of things. The owner is told by mail at once. */
export const beginChanging = agentAction({
  name: 'support.begin-change',
  needs: 'agent',
  input: changeInput,
  run: async (agent, input) => {
    const { handle, grant, email } = await beginChange(agent, input)
    await keepGrant(handle)
    const [t, a] = await Promise.all([getTranslations('supportMail'), getTranslations('supportAccess')])
    const { ticket, writing } = grant
    const said = { brand: brand().name, agent: grant.agent.name, ticket, reason: writing.reason }
    const what = a(`classes.${writing.class}`)
    const text = [
      t('changeText', { ...said, what }),
      t('why', said),
      t('end', { address: pageAddress('/support-access') }),
    ]
    afterwards('support.mail', () => sendMail(email, { subject: t('changeSubject', said), text: text.join('\n\n') }))
    return writing.class
  },
  leadsTo: (what) => CLASS_HOME[what],
})
