import { useTranslations } from 'next-intl'
import type { Currency } from '@/lib/money'
import { isZero } from '@/lib/money'
import type { Invoice } from '@/lib/schemas/invoice'
import { Section } from '../ui/card'
import { Money } from '../ui/money'
import { PlainDate } from '../ui/plain-date'
import { Data } from '../ui/text'

/** Payments, refunds and credit, as WHMCS booked them. */
export function InvoicePayments({ invoice, currency }: { invoice: Invoice; currency: Currency }) {
  const t = useTranslations('invoice')
  const nothing = invoice.payments.length === 0 && isZero(invoice.credit)
  return (
    <Section id="payments" title={t('payments')} className="print:order-3">
      {nothing ? (
        <p className="text-muted">{t('noPayments')}</p>
      ) : (
        <ul className="divide-y divide-line">
          {!isZero(invoice.credit) && (
            <li className="flex justify-between gap-4 py-3 first:pt-0 last:pb-0">
              <span>{t('creditEntry')}</span>
              <Money amount={invoice.credit} currency={currency} className="font-semibold" />
            </li>
          )}
          {invoice.payments.map((payment) => {
            const refund = isZero(payment.amountIn) && !isZero(payment.amountOut)
            return (
              <li key={payment.id} className="flex justify-between gap-4 py-3 first:pt-0 last:pb-0">
                <div className="min-w-0">
                  <p>
                    {refund && `${t('refundEntry')} · `}
                    <Data>{payment.gateway}</Data>
                  </p>
                  <p className="text-meta text-muted wrap-anywhere">
                    {payment.date && <PlainDate date={payment.date} />}
                    {payment.transactionId && (
                      <>
                        {' · '}
                        <Data>{payment.transactionId}</Data>
                      </>
                    )}
                  </p>
                </div>
                <Money
                  amount={refund ? `-${payment.amountOut}` : payment.amountIn}
                  currency={currency}
                  className="font-semibold"
                />
              </li>
            )
          })}
        </ul>
      )}
    </Section>
  )
}
