import { useTranslations } from 'next-intl'
import type { Currency } from '@/lib/money'
import type { Receipt } from '@/lib/schemas/pay'
import { CircleCheck } from '../ui/icons'
import { Moment } from '../ui/moment'
import { Money } from '../ui/money'
import { Data } from '../ui/text'

type ReceiptsProps = {
  receipts: readonly Receipt[]
  currency: Currency
  /** Says which invoice each was for. */
  named: boolean
}

/** What was just paid from credit: how much, when, and the reference that finds it. */
export function Receipts({ receipts, currency, named }: ReceiptsProps) {
  const t = useTranslations('pay')
  if (receipts.length === 0) return null
  return (
    <ul className="space-y-2">
      {receipts.map(({ reference, amount, at, invoice }) => (
        <li key={reference} className="flex gap-2">
          <CircleCheck aria-hidden className="mt-0.5 size-5 shrink-0 text-ok" strokeWidth={1.75} />
          <span>
            {t.rich(named ? 'receiptOf' : 'receipt', {
              amount: () => <Money amount={amount} currency={currency} />,
              at: () => <Moment at={at} />,
              ref: () => <Data>{reference}</Data>,
              number: () => <Data>{invoice}</Data>,
            })}
          </span>
        </li>
      ))}
    </ul>
  )
}
