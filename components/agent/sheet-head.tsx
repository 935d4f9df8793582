import { useTranslations } from 'next-intl'
import type { Currency } from '@/lib/money'
import type { Client, InvoiceCounts } from '@/lib/schemas/client'
import type { Action } from '@/lib/result'
import { AppLink } from '../layout/app-link'
import { PageTitle } from '../layout/page-title'
import { Hidden } from '../support/hidden-values'
import { buttonClass } from '../ui/button'
import { Section } from '../ui/card'
import { Amount, Money } from '../ui/money'
import { Data } from '../ui/text'
import { ClientStatus } from './client-status'
import type { Fact } from './facts'
import { Facts } from './facts'

type SheetHeadProps = {
  client: Client
  counts: InvoiceCounts
  currency: Currency
  /** The installation's name, where there are several. */
  place: string | null
  location: string
  brandName: string
  reveal: Action<string>
}

function nameOf({ company, firstName, lastName, id }: Client): string {
  return company || `${firstName} ${lastName}`.trim() || `#${id}`
}

/** Who it is, in one line. */
export function SheetHead({ client, place, location, brandName }: SheetHeadProps) {
  const t = useTranslations('agent')
  const name = nameOf(client)
  return (
    <>
      <PageTitle>{`${t('sheetTitle', { name })} – ${brandName}`}</PageTitle>
      <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-1">
        <h1 className="text-h2 wrap-anywhere">
          <Data>{name}</Data>
        </h1>
        <p className="figures text-muted">
          <Data>{`#${client.id}`}</Data>
          {place !== null && (
            <>
              {' · '}
              {t('location')} <Data>{place}</Data>
            </>
          )}
        </p>
        <ClientStatus status={client.status} />
        <AppLink
          href={`/agent/clients/${client.id}/enter?location=${location}`}
          className={buttonClass('outlined', 'ms-auto')}
        >
          {t('enter')}
        </AppLink>
      </div>
      <p className="mb-4 text-meta text-muted">{t('sheetIs')}</p>
    </>
  )
}

function useFacts({ client, counts, currency, location, reveal }: SheetHeadProps): Fact[] {
  const t = useTranslations('agent')
  const { id, firstName, lastName, company, email, phone, taxId, address1, address2, postcode, city, state, country } =
    client
  const data = (text: string) => (text === '' ? t('none') : <Data>{text}</Data>)
  const address = [address1, address2, `${postcode} ${city}`.trim(), state, country].filter(Boolean).join(', ')
  const hidden = (what: 'phone' | 'taxId', masked: string) =>
    masked === '' ? t('none') : <Hidden value={{ what, of: id, masked }} {...{ location, client: id, reveal }} />
  const open = t('openInvoices', { unpaid: counts.unpaid, overdue: counts.overdue })
  return [
    { label: t('name'), value: data(`${firstName} ${lastName}`.trim()) },
    { label: t('company'), value: data(company) },
    { label: t('email'), value: data(email) },
    { label: t('phone'), value: hidden('phone', phone) },
    { label: t('taxId'), value: hidden('taxId', taxId) },
    { label: t('address'), value: data(address) },
    { label: t('language'), value: data(client.language) },
    {
      label: t('due'),
      value: (
        <>
          <Amount className="font-semibold">{counts.dueBalance}</Amount> · {open}
        </>
      ),
    },
    { label: t('credit'), value: <Money amount={client.credit} currency={currency} /> },
    { label: t('sso'), value: t(client.allowsSingleSignOn ? 'yes' : 'no') },
  ]
}

export function SheetFacts(props: SheetHeadProps) {
  const t = useTranslations('agent')
  return (
    <Section id="details" title={t('details')}>
      <Facts facts={useFacts(props)} />
    </Section>
  )
}
