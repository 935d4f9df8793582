import { ChevronLeft } from '../ui/icons'
import { useLocale, useTranslations } from 'next-intl'
import type { PlainDate as Day } from '@/lib/dates'
import type { Currency } from '@/lib/money'
import type { Client } from '@/lib/schemas/client'
import type { Invoice } from '@/lib/schemas/invoice'
import { AppLink } from '../layout/app-link'
import { Banner } from '../ui/banner'
import { Section } from '../ui/card'
import { Data, Lines } from '../ui/text'
import { InvoiceFacts } from './invoice-facts'
import { InvoiceItems } from './invoice-items'
import { InvoicePayments } from './invoice-payments'
import { InvoiceStatus } from './invoice-status'

type InvoiceViewProps = {
  invoice: Invoice
  client: Client
  currency: Currency
  today: Day
  sellerName: string
  /** Why the PDF did not come, when the visitor was just sent back from asking for it. */
  pdfFailure: 'refused' | 'unavailable' | null
  reference: string
}

export function InvoiceView(props: InvoiceViewProps) {
  const { invoice, client, currency, today, sellerName, pdfFailure, reference } = props
  const t = useTranslations('invoice')
  return (
    <article>
      <p data-screen className="mb-2">
        <AppLink href="/invoices" className="inline-flex min-h-11 items-center gap-1">
          <ChevronLeft aria-hidden className="size-5 rtl:-scale-x-100" />
          {t('back')}
        </AppLink>
      </p>
      {pdfFailure && <PdfFailed failure={pdfFailure} reference={reference} />}
      <p className="mb-6 hidden text-h3 font-semibold print:block" data-i18n="data">
        {sellerName}
      </p>
      <div className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="text-h1 sm:text-h1-wide">
          {t.rich('heading', { number: () => <Data className="wrap-anywhere">{invoice.number}</Data> })}
        </h1>
        <InvoiceStatus invoice={invoice} today={today} />
      </div>
      <div className="grid items-start gap-6 xl:grid-cols-[1fr_20rem] print:flex print:flex-col print:items-stretch print:gap-4">
        <div className="order-last min-w-0 space-y-6 xl:order-first print:contents">
          <InvoiceItems invoice={invoice} currency={currency} />
          <InvoicePayments invoice={invoice} currency={currency} />
          <BilledTo client={client} />
          {invoice.notes && (
            <Section id="notes" title={t('notes')} className="print:order-4">
              <Lines text={invoice.notes} />
            </Section>
          )}
        </div>
        <InvoiceFacts invoice={invoice} currency={currency} today={today} />
      </div>
      <p className="mt-6 hidden text-meta print:block">{t('copy')}</p>
    </article>
  )
}

function PdfFailed({ failure, reference }: { failure: 'refused' | 'unavailable'; reference: string }) {
  const t = useTranslations('invoice')
  const app = useTranslations('app')
  return (
    <div data-screen className="mb-6" role="alert">
      {failure === 'unavailable' ? (
        <Banner tone="warn" title={t('pdfUnavailable')} />
      ) : (
        <Banner tone="warn" title={t('pdfRefused')}>
          <p>{t('pdfRefusedNext')}</p>
          <p className="text-meta">{app.rich('reference', { ref: () => <Data>{reference.slice(0, 8)}</Data> })}</p>
        </Banner>
      )}
    </div>
  )
}

function BilledTo({ client }: { client: Client }) {
  const t = useTranslations('invoice')
  const lines = [
    client.company,
    `${client.firstName} ${client.lastName}`,
    client.address1,
    client.address2,
    [client.postcode, client.city].filter(Boolean).join(' '),
    client.state,
    new Intl.DisplayNames([useLocale()], { type: 'region' }).of(client.country),
  ].filter((text) => text !== undefined && text.trim() !== '')
  return (
    <Section id="billed-to" title={t('billedTo')} className="print:order-1">
      <address className="not-italic">
        <Lines text={lines.join('\n')} />
      </address>
      {client.taxId && (
        <p className="mt-2 text-muted">
          {t('taxId')}: <Data>{client.taxId}</Data>
        </p>
      )}
    </Section>
  )
}
