import { useTranslations } from 'next-intl'
import type { Currency } from '@/lib/money'
import type { Action } from '@/lib/result'
import { PageTitle } from '../layout/page-title'
import type { ShownStanding } from './cancel-standing'
import { CancelStanding } from './cancel-standing'
import type { ShownWay } from './choose-way'
import { ChooseWay } from './choose-way'
import type { Law } from './label'
import type { ShownReview } from './review-cancellation'
import { ReviewCancellation } from './review-cancellation'

type CancelPageProps = {
  view: {
    readonly service: { readonly id: number; readonly name: string; readonly domain: string }
    readonly currency: Currency
    readonly standing: ShownStanding | { readonly kind: 'open'; readonly ways: readonly ShownWay[] }
    /** Where the way back leads: not everybody who may cancel may see services. */
    readonly maySeeService: boolean
    readonly mayWithdraw: boolean
  }
  review: ShownReview | null
  /** Asked for the review. */
  asked: boolean
  reasonRequired: boolean
  laws: readonly Law[]
  action: Action<{ service: number }>
  intent: string
  brandName: string
}

/** Ending a service in at most three steps: choose, review, confirm. */
export function CancelPage({ view, review, asked, ...rest }: CancelPageProps) {
  const t = useTranslations('cancel')
  const e = useTranslations('errors')
  const { service, currency, standing, maySeeService, mayWithdraw } = view
  const name = [service.name, service.domain].filter(Boolean).join(' – ')
  const href = maySeeService ? `/services/${service.id}` : '/cancellations'
  const back = { href, label: t(maySeeService ? 'backToService' : 'backToList') }
  if (review) {
    return (
      <ReviewCancellation
        {...rest}
        {...{ review, currency }}
        keepHref={href}
        service={{ id: service.id, label: name, mayWithdraw }}
      />
    )
  }
  const missing = asked && standing.kind === 'open'
  const title = t(standing.kind === 'open' ? 'title' : 'standingTitle', { name })
  return (
    <>
      <PageTitle>{`${missing ? e('titlePrefix', { title }) : title} – ${rest.brandName}`}</PageTitle>
      {standing.kind === 'open' ? (
        <ChooseWay {...{ title, back, currency, missing }} ways={standing.ways} />
      ) : (
        <CancelStanding {...{ title, back, standing, currency }} service={service.id} />
      )}
    </>
  )
}
