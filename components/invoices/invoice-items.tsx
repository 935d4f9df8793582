import { useTranslations } from 'next-intl'
import type { Currency, Decimal } from '@/lib/money'
import { fromCents, isZero, toCents } from '@/lib/money'
import type { Invoice } from '@/lib/schemas/invoice'
import { isVoid } from '@/lib/schemas/invoice'
import { Section } from '../ui/card'
import { Money } from '../ui/money'
import { Lines } from '../ui/text'

type InvoiceItemsProps = { invoice: Invoice; currency: Currency }

export function InvoiceItems({ invoice, currency }: InvoiceItemsProps) {
  const t = useTranslations('invoice')
  return (
    <Section id="items" title={t('items')} flush className="print:order-2">
      <table className="w-full">
        <caption className="sr-only">{t('items')}</caption>
        <thead className="border-b border-line text-meta text-muted">
          <tr>
            <th scope="col" className="px-4 py-2 text-start font-semibold sm:px-6">
              {t('description')}
            </th>
            <th scope="col" className="px-4 py-2 text-end font-semibold sm:px-6">
              {t('amount')}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {invoice.items.map((item) => (
            <tr key={item.id}>
              <td className="px-4 py-3 align-top sm:px-6">
                <Lines text={item.description} />
                {item.taxed && <span className="text-meta text-muted">{t('taxed')}</span>}
              </td>
              <td className="px-4 py-3 text-end align-top sm:px-6">
                <Money amount={item.amount} currency={currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Totals invoice={invoice} currency={currency} />
    </Section>
  )
}

/** WHMCS's own figures, each under its name. What was paid is the only difference taken here: total less balance. */
function Totals({ invoice, currency }: InvoiceItemsProps) {
  const t = useTranslations('invoice')
  const paid = fromCents(toCents(invoice.total) - toCents(invoice.balance))
  return (
    <dl data-together className="border-t border-line px-4 py-4 sm:px-6 [&>div]:sm:ms-auto [&>div]:sm:max-w-80">
      <Line label={t('subtotal')} amount={invoice.subtotal} currency={currency} />
      {!isZero(invoice.tax) && (
        <Line label={t('tax', { rate: Number(invoice.taxRate) })} amount={invoice.tax} currency={currency} />
      )}
      {!isZero(invoice.tax2) && (
        <Line label={t('tax', { rate: Number(invoice.taxRate2) })} amount={invoice.tax2} currency={currency} />
      )}
      {!isZero(invoice.credit) && <Line label={t('credit')} amount={`-${invoice.credit}`} currency={currency} />}
      <Line label={t('total')} amount={invoice.total} currency={currency} strong />
      {!isZero(paid) && <Line label={t('paymentsTotal')} amount={paid} currency={currency} />}
      {!isVoid(invoice) && <Line label={t('balance')} amount={invoice.balance} currency={currency} strong />}
    </dl>
  )
}

type LineProps = { label: string; amount: Decimal; currency: Currency; strong?: boolean }

function Line({ label, amount, currency, strong = false }: LineProps) {
  return (
    <div className={`flex justify-between gap-4 py-1 ${strong ? 'font-semibold' : 'text-muted'}`}>
      <dt>{label}</dt>
      <dd>
        <Money amount={amount} currency={currency} className="text-fg" />
      </dd>
    </div>
  )
}
