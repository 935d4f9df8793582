import { getTranslations } from 'next-intl/server'
import { EnterForm } from '@/components/support/enter-form'
import { errorWords } from '@/components/layout/error-words'
import { PageTitle } from '@/components/layout/page-title'
import { Banner } from '@/components/ui/banner'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { single } from '@/lib/schemas/invoice-query'
import { agentRead } from '@/server/agents/page'
import { asksCode } from '@/server/agents/step-up'
import { brand } from '@/server/brand'
import { idParam } from '@/server/page'
import { entryForm } from '@/server/support/enter'
import { enter } from './actions'

type Props = { params: Promise<{ clientId: string }>; searchParams: Promise<SearchParams> }

const ERRORS = [
  'support_reason',
  'support_ticket',
  'support_closed',
  'support_ownerless',
  'support_daily',
  'support_own',
  'support_beside',
  'support_busy',
  'support_full',
  'support_stopped',
  'support_pin',
  'step_up_again',
  'code_required',
  'code_wrong',
] as const

/** Why an agent wants to be in this account, and for which ticket. */
export default async function EnterPage({ params, searchParams }: Props) {
  const [t, a, e, { clientId }, query] = await Promise.all([
    getTranslations('support'),
    getTranslations('agent'),
    getTranslations('errors'),
    params,
    searchParams,
  ])
  return agentRead(
    'agent',
    (agent) => entryForm(agent, single(query, 'location'), idParam(clientId)),
    (form, agent) => {
      if (!form) return <TooMany title={a('title')} text={a('limited')} />
      const { client, location, tickets, consent } = form
      const name = client.company || `${client.firstName} ${client.lastName}`.trim()
      const title = t('enterTitle', { name })
      return (
        <div className="max-w-2xl">
          <PageTitle>{`${title} – ${brand().name}`}</PageTitle>
          <h1 className="mb-3 text-h2">{title}</h1>
          <EnterForm
            action={enter}
            client={client.id}
            location={location}
            tickets={tickets.map(({ id, number, subject }) => ({ id, text: `#${number} ${subject}` }))}
            consent={consent}
            asksCode={asksCode(agent)}
            errors={errorWords(e, ...ERRORS)}
            words={{
              intro: `${t('enterIntro')} ${t(`consent.${consent}`)}`,
              summary: e('summary'),
              ticket: t('ticket'),
              noTicket: t('withoutTicket'),
              reason: t('reason'),
              reasonHint: t('reasonHint'),
              pin: t('pin'),
              pinHint: t('pinHint'),
              lead: t('lead'),
              leadHint: t('leadHint'),
              code: t('code'),
              submit: t(consent === 'ask' ? 'ask' : 'enter'),
              sending: t(consent === 'ask' ? 'asking' : 'entering'),
              back: t('backToCustomer'),
            }}
          />
        </div>
      )
    },
  )
}

function TooMany({ title, text }: { title: string; text: string }) {
  return (
    <>
      <PageTitle>{`${title} – ${brand().name}`}</PageTitle>
      <h1 className="mb-4 text-h2">{title}</h1>
      <Banner tone="warn" title={text} />
    </>
  )
}
