import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import type { AskedVisit } from '@/lib/schemas/support-consent'
import { Banner } from '../ui/banner'
import { Answer, AskedFacts } from './asked-visit'
import { useRole } from './role'

type AskedBannersProps = { asked: readonly AskedVisit[]; allow: Action; refuse: Action; newIntent: () => string }

/** The owner's page: what agents ask just now. */
export function AskedBanners({ asked, allow, refuse, newIntent }: AskedBannersProps) {
  const t = useTranslations('supportConsent')
  const role = useRole()
  return asked.map((visit) => (
    <div key={visit.id} className="mb-6" role="status">
      <Banner
        tone={visit.allowed ? 'info' : 'warn'}
        title={t(visit.allowed ? 'allowed' : 'asked', { agent: visit.agentName, role: role(visit.agentRole) })}
      >
        <AskedFacts visit={visit} />
        <Answer {...{ visit, allow, refuse, newIntent }} />
      </Banner>
    </div>
  ))
}
