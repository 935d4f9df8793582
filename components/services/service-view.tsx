import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { cycleMonths, oneOff } from '@/lib/periods'
import type { PlainDate as Day } from '@/lib/dates'
import type { Currency } from '@/lib/money'
import type { KnownService } from '@/lib/schemas/service-page'
import type { Addon, Service } from '@/lib/schemas/service'
import { isCancellable } from '@/lib/schemas/service'
import type { FactRow } from '../account/facts'
import { Facts } from '../account/facts'
import { AppLink } from '../layout/app-link'
import { Banner } from '../ui/banner'
import { Section } from '../ui/card'
import { ChevronLeft } from '../ui/icons'
import { Amount, Money } from '../ui/money'
import { PlainDate } from '../ui/plain-date'
import { Data } from '../ui/text'
import { ServiceStatus } from './service-status'
import { usePrices } from './service-words'

type ServiceViewProps = KnownService & {
  today: Day
  /** Somebody asked for its end: it is not charged for another period. */
  ending: boolean
  /** Where a cancellation stands: above everything else. */
  standing: ReactNode
  /** What is to be paid for it. */
  toPay: ReactNode
  /** What can be done with it, each for who may. */
  actions: ReactNode
  /** Below the facts: invoices, and what else is told of it. */
  children: ReactNode
}

export function ServiceView({ today, ending, standing, toPay, actions, children, ...known }: ServiceViewProps) {
  const { service, nickname, addons, currency } = known
  const t = useTranslations('service')
  return (
    <article>
      <p className="mb-2">
        <AppLink href="/services" className="inline-flex min-h-11 items-center gap-1">
          <ChevronLeft aria-hidden className="size-5 rtl:-scale-x-100" />
          {t('back')}
        </AppLink>
      </p>
      <div className="mb-1 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="text-h1 wrap-anywhere sm:text-h1-wide">
          <Data>{nickname || service.name}</Data>
        </h1>
        <ServiceStatus status={service.status} />
      </div>
      <p className="mb-6 flex flex-wrap items-center gap-x-3 text-muted">
        {nickname && <Data className="wrap-anywhere">{service.name}</Data>}
        {service.domain && <Data className="wrap-anywhere">{service.domain}</Data>}
        <AppLink href={`/services/${service.id}/name`} className="inline-flex min-h-11 items-center">
          {t(nickname ? 'rename' : 'giveName')}
        </AppLink>
      </p>
      <div className="space-y-6">
        {standing}
        {service.status === 'Suspended' && <Suspended service={service} />}
        {toPay}
        <div className="grid items-start gap-6 xl:grid-cols-[1fr_20rem]">
          <Section id="billing" title={t('billing')}>
            <NextCharge {...{ service, currency, today, ending }} />
            <BillingFacts service={service} currency={currency} />
          </Section>
          <Section id="actions" title={t('actions')}>
            <div className="flex flex-col items-stretch gap-3">{actions}</div>
          </Section>
        </div>
        {addons.length > 0 && <Addons addons={addons} currency={currency} />}
        {children}
      </div>
    </article>
  )
}

function Suspended({ service }: { service: Service }) {
  const t = useTranslations('service')
  return (
    <Banner tone="bad" title={t('suspended')}>
      {service.suspensionReason && <p>{t.rich('reason', { reason: () => <Data>{service.suspensionReason}</Data> })}</p>}
    </Banner>
  )
}

/** Which sentence says what comes next; null where WHMCS says nothing that could be said. */
function chargeOf({ status, billingCycle, nextDueOn }: Service, ending: boolean, today: Day) {
  if (status === 'Pending') return 'chargePending'
  if (!isCancellable({ status })) return 'chargeEnded'
  if (ending) return 'chargeLast'
  const rest = oneOff(billingCycle)
  if (rest !== null) return rest === 'free' ? 'chargeFree' : 'chargeOnce'
  if (cycleMonths(billingCycle) === null || nextDueOn === null) return null
  return nextDueOn < today ? 'chargeWas' : 'chargeNext'
}

type NextChargeProps = { service: Service; currency: Currency; today: Day; ending: boolean }

function NextCharge({ service, currency, today, ending }: NextChargeProps) {
  const t = useTranslations('service')
  const { status, nextDueOn, recurringAmount, subscriptionId } = service
  const charge = chargeOf(service, ending, today)
  const parts = {
    money: () => <Money amount={recurringAmount} currency={currency} />,
    date: () => nextDueOn && <PlainDate date={nextDueOn} />,
  }
  return (
    <p className="mb-4 text-lead">
      {charge && t.rich(charge, parts)} {subscriptionId && status === 'Active' && t('chargeAutomatic')}
    </p>
  )
}

function BillingFacts({ service, currency }: { service: Service; currency: Currency }) {
  const t = useTranslations('service')
  const { amount, cycle } = usePrices(currency)(service)
  const facts: FactRow[] = [
    {
      label: t('price'),
      value: (
        <>
          {amount !== null && <Amount>{amount}</Amount>} {cycle}
        </>
      ),
    },
    { label: t('nextDue'), value: service.nextDueOn && <PlainDate date={service.nextDueOn} /> },
    { label: t('ordered'), value: service.registeredOn && <PlainDate date={service.registeredOn} /> },
    { label: t('paymentMethod'), value: service.paymentMethodName || service.paymentMethod },
    { label: t('group'), value: service.group },
  ]
  return <Facts facts={facts} none={t('none')} />
}

function Addons({ addons, currency }: { addons: readonly Addon[]; currency: Currency }) {
  const t = useTranslations('service')
  const priceOf = usePrices(currency)
  return (
    <Section id="addons" title={t('addons')}>
      <ul className="divide-y divide-line">
        {addons.map((addon) => {
          const { amount, cycle } = priceOf(addon)
          return (
            <li
              key={addon.id}
              className="grid grid-cols-[minmax(0,1fr)_minmax(0,auto)] items-center gap-x-4 py-3 first:pt-0 last:pb-0"
            >
              <div className="min-w-0">
                <p className="font-semibold wrap-anywhere">
                  <Data>{addon.name}</Data>
                </p>
                <p className="text-meta text-muted">
                  {amount !== null && <Amount>{amount}</Amount>} {cycle}
                  {addon.status === 'Active' && addon.nextDueOn && (
                    <>
                      {' · '}
                      {t.rich('due', { date: () => addon.nextDueOn && <PlainDate date={addon.nextDueOn} /> })}
                    </>
                  )}
                </p>
              </div>
              <ServiceStatus status={addon.status} />
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
