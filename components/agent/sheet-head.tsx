import { useTranslations } from 'next-intl'
import type { Currency } from '@/lib/money'
import type { Client, InvoiceCounts } from '@/lib/schemas/client'
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
  brandName: string
}

function nameOf({ company, firstName, lastName, id }: Client): string {
  return company || `${firstName} ${lastName}`.trim() || `#${id}`
}

/** Who it is, in one line. */
export function SheetHead({ client, place, brandName }: SheetHeadProps) {
  const t = useTranslations('agent')
  const name = nameOf(client)
  return (
    <>
      <title>{`${t('sheetTitle', { name })} – ${brandName}`}</title>
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
      </div>
      <p className="mb-4 text-meta text-muted">{t('sheetIs')}</p>
    </>
  )
}

/** Enough to know a caller by, not enough to call: all but the last three digits are hidden. */
export function maskedPhone(phone: string): string {
  return phone.replace(/\d(?=(?:\D*\d){3})/g, '•')
}

function useFacts({ client, counts, currency }: SheetHeadProps): Fact[] {
  const t = useTranslations('agent')
  const { firstName, lastName, company, email, phone, address1, address2, postcode, city, state, country } = client
  const data = (text: string) => (text === '' ? t('none') : <Data>{text}</Data>)
  const address = [address1, address2, `${postcode} ${city}`.trim(), state, country].filter(Boolean).join(', ')
  const open = t('openInvoices', { unpaid: counts.unpaid, overdue: counts.overdue })
  return [
    { label: t('name'), value: data(`${firstName} ${lastName}`.trim()) },
    { label: t('company'), value: data(company) },
    { label: t('email'), value: data(email) },
    { label: t('phone'), value: data(maskedPhone(phone)) },
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
