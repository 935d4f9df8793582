import { useTranslations } from 'next-intl'
import type { PlainDate as Day } from '@/lib/dates'
import type { Currency } from '@/lib/money'
import type { InvoiceSummary } from '@/lib/schemas/invoice'
import { InvoiceLines } from '../invoices/invoice-lines'
import { AppLink } from '../layout/app-link'
import { Section } from '../ui/card'

type RecentInvoicesProps = { invoices: readonly InvoiceSummary[]; currency: Currency; today: Day }

export function RecentInvoices({ invoices, currency, today }: RecentInvoicesProps) {
  const t = useTranslations('overview')
  return (
    <Section
      id="recent"
      title={t('recentTitle')}
      aside={
        invoices.length > 0 && (
          <AppLink href="/invoices" className="inline-flex min-h-6 items-center">
            {t('recentAll')}
          </AppLink>
        )
      }
    >
      {invoices.length === 0 ? (
        <p className="text-muted">{t('recentNothing')}</p>
      ) : (
        <InvoiceLines {...{ invoices, currency, today }} />
      )}
    </Section>
  )
}
