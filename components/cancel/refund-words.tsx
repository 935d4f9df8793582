import { useLocale, useTranslations } from 'next-intl'
import { formatDate } from '@/lib/dates'
import type { Currency } from '@/lib/money'
import { fromCents } from '@/lib/money'
import type { RefundFigures } from '@/lib/refund'
import { Money } from '../ui/money'

type NoRefund =
  'end_of_period' | 'policy' | 'free' | 'one_time' | 'period_over' | 'outside_window' | 'all_used' | 'no_invoice'

export type ShownRefund =
  | { readonly kind: 'amount'; readonly figures: RefundFigures; readonly period: { readonly end: string } }
  | { readonly kind: 'none'; readonly reason: NoRefund }
  | { readonly kind: 'staff' }

function Sum({ cents, currency }: { cents: bigint; currency: Currency }) {
  return <Money amount={fromCents(cents)} currency={currency} />
}

/** One sentence, for the choice. */
export function RefundLine({ refund, currency }: { refund: ShownRefund; currency: Currency }) {
  const t = useTranslations('cancel')
  if (refund.kind === 'staff') return t('noRefund.staff')
  if (refund.kind === 'none') return t(`noRefund.${refund.reason}`)
  return t.rich('gets', { amount: () => <Sum cents={refund.figures.refund.gross} currency={currency} /> })
}

type RefundWordsProps = {
  refund: ShownRefund
  currency: Currency
  policy: 'none' | 'request' | 'credit'
}

/** The amount, how it came about, the tax in it, and where it goes. */
export function RefundWords({ refund, currency, policy }: RefundWordsProps) {
  const t = useTranslations('cancel')
  const locale = useLocale()
  if (refund.kind !== 'amount') {
    return (
      <p>
        <RefundLine refund={refund} currency={currency} />
      </p>
    )
  }
  const { figures, period } = refund
  const sum = (cents: bigint) =>
    function Part() {
      return <Sum cents={cents} currency={currency} />
    }
  const { net, tax, tax2 } = figures.refund
  const parts = { net: sum(net), tax: sum(tax), second: sum(tax2) }
  return (
    <>
      <p className="text-lead font-semibold">{t.rich('refund', { amount: sum(figures.refund.gross) })}</p>
      <p>
        {t.rich('formula', {
          ...figures.days,
          date: formatDate(period.end, locale),
          paid: sum(figures.paid),
          spent: sum(figures.used),
        })}
      </p>
      {(tax > 0n || tax2 > 0n) && <p>{t.rich(tax2 > 0n ? 'split2' : 'split', parts)}</p>}
      <p>{t(`goes.${policy === 'credit' ? 'credit' : 'request'}`)}</p>
    </>
  )
}
