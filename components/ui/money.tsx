import type { Currency, Decimal } from '@/lib/money'
import { formatMoney } from '@/lib/money'

/** An amount as WHMCS writes it, left to right in every language. */
export function Money({
  amount,
  currency,
  className = '',
}: {
  amount: Decimal
  currency: Currency
  className?: string
}) {
  return (
    <bdi dir="ltr" data-i18n="data" className={`figures whitespace-nowrap ${className}`}>
      {formatMoney(amount, currency)}
    </bdi>
  )
}
