import type { Currency, Decimal } from '@/lib/money'
import { formatMoney } from '@/lib/money'

type MoneyProps = { amount: Decimal; currency: Currency; className?: string }

/** An amount as WHMCS writes it, left to right in every language. */
export function Money({ amount, currency, className }: MoneyProps) {
  return <Amount className={className}>{formatMoney(amount, currency)}</Amount>
}

/** The same for what is formatted already. */
export function Amount({ className, children }: { className?: string | undefined; children: string }) {
  return (
    <bdi dir="ltr" className={className}>
      {children}
    </bdi>
  )
}
