import { CirclePause, CircleCheck, Hourglass, TriangleAlert } from '../ui/icons'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { PlainDate as Day } from '@/lib/dates'
import type { Currency, Decimal } from '@/lib/money'
import type { Domain, Service } from '@/lib/schemas/service'
import { AppLink } from '../layout/app-link'
import { Section } from '../ui/card'
import { Chip } from '../ui/chip'
import { Money } from '../ui/money'
import { PlainDate } from '../ui/plain-date'
import { Data } from '../ui/text'

const SHOWN = 5

type ServicePanelsProps = {
  suspended: readonly Service[]
  pending: readonly Service[]
  renewals: readonly { id: number; name: string; on: Day; amount: Decimal }[]
  currency: Currency
}

export function ServicePanels({ suspended, pending, renewals, currency }: ServicePanelsProps) {
  const t = useTranslations('overview')
  const attention = [...suspended, ...pending]
  return (
    <div className="grid items-start gap-6 xl:grid-cols-2">
      <Section id="attention" title={t('attentionTitle')}>
        {attention.length === 0 ? (
          <p className="flex items-center gap-2 text-ok">
            <CircleCheck aria-hidden className="size-5 shrink-0" strokeWidth={1.75} />
            {t('attentionNothing')}
          </p>
        ) : (
          <AttentionList services={attention} />
        )}
      </Section>
      <Section id="renewals" title={t('renewalsTitle')}>
        {renewals.length === 0 ? (
          <p className="text-muted">{t('renewalsNothing')}</p>
        ) : (
          <ul className="divide-y divide-line">
            {renewals.map(({ id, name, on, amount }) => (
              <Line
                key={id}
                href={`/services/${id}`}
                name={name}
                aside={<Money amount={amount} currency={currency} className="font-semibold" />}
              >
                <PlainDate date={on} />
              </Line>
            ))}
          </ul>
        )}
      </Section>
    </div>
  )
}

function AttentionList({ services }: { services: readonly Service[] }) {
  const t = useTranslations('overview')
  const more = services.length - SHOWN
  return (
    <>
      <ul className="divide-y divide-line">
        {services.slice(0, SHOWN).map((service) => (
          <Line
            key={service.id}
            href={`/services/${service.id}`}
            name={service.name}
            aside={
              service.status === 'Suspended' ? (
                <Chip tone="bad" icon={CirclePause}>
                  {t('attentionSuspended')}
                </Chip>
              ) : (
                <Chip tone="warn" icon={Hourglass}>
                  {t('attentionPending')}
                </Chip>
              )
            }
          >
            {service.domain && <Data>{service.domain}</Data>}
          </Line>
        ))}
      </ul>
      {more > 0 && (
        <p className="pt-3">
          <AppLink href="/services" className="inline-flex min-h-6 items-center">
            {t('attentionMore', { count: more })}
          </AppLink>
        </p>
      )}
    </>
  )
}

/** Domains that end soon: only there when there are some. */
export function ExpiringDomains({ domains }: { domains: readonly (Domain & { daysLeft: number })[] }) {
  const t = useTranslations('overview')
  if (domains.length === 0) return null
  return (
    <Section id="domains" title={t('domainsTitle')}>
      <ul className="divide-y divide-line">
        {domains.slice(0, SHOWN).map((domain) => (
          <Line
            key={domain.id}
            href={`/domains?q=${encodeURIComponent(domain.name)}`}
            name={domain.name}
            aside={
              <Chip tone={domain.daysLeft < 0 ? 'bad' : 'warn'} icon={TriangleAlert}>
                {domain.daysLeft < 0 ? t('attentionExpired') : t('attentionExpires', { days: domain.daysLeft })}
              </Chip>
            }
          >
            {!domain.renewsAutomatically && t('attentionNoRenewal')}
          </Line>
        ))}
      </ul>
    </Section>
  )
}

type LineProps = { name: string; href: string; aside: ReactNode; children: ReactNode }

function Line({ name, href, aside, children }: LineProps) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_minmax(0,auto)] items-center gap-x-4 py-3 first:pt-0 last:pb-0">
      <div className="min-w-0">
        <AppLink href={href} className="inline-block py-0.5 font-semibold wrap-anywhere">
          <Data>{name}</Data>
        </AppLink>
        <p className="text-meta text-muted wrap-anywhere">{children}</p>
      </div>
      {aside}
    </li>
  )
}
