import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import type { AskedVisit } from '@/lib/schemas/support-consent'
import { Card } from '../ui/card'
import { Data } from '../ui/text'
import { Answer, AskedFacts } from './asked-visit'
import { LookAgain } from './look-again'

type ApprovalsProps = { asked: readonly AskedVisit[]; allow: Action; refuse: Action; newIntent: () => string }

/** What leads are asked: a second pair of eyes for a visit that the customer cannot be asked about. */
export function Approvals({ asked, ...answer }: ApprovalsProps) {
  const t = useTranslations('approvals')
  return (
    <div className="max-w-3xl">
      <h1 className="mb-3 text-h2">{t('title')}</h1>
      <p className="mb-6 text-muted">{t('intro')}</p>
      {asked.length === 0 ? (
        <p>{t('none')}</p>
      ) : (
        <ul className="space-y-4">
          {asked.map((visit) => (
            <li key={visit.id}>
              <Card className="space-y-2">
                <h2 className="text-h3 wrap-anywhere">
                  {t.rich(visit.allowed ? 'allowed' : 'wants', {
                    agent: () => <Data>{visit.agentName}</Data>,
                    customer: () => <Data>{visit.customer}</Data>,
                  })}
                </h2>
                <AskedFacts visit={visit} />
                <Answer visit={visit} {...answer} />
              </Card>
            </li>
          ))}
        </ul>
      )}
      <LookAgain />
    </div>
  )
}
