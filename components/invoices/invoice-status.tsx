import { Ban, CircleAlert, CircleCheck, CircleDot, Clock, RotateCcw, Scale } from '../ui/icons'
import type { Icon } from '../ui/icons'
import { useTranslations } from 'next-intl'
import type { PlainDate } from '@/lib/dates'
import type { InvoiceSummary } from '@/lib/schemas/invoice'
import { isOverdue } from '@/lib/schemas/invoice'
import type { Tone } from '../ui/chip'
import { Chip, UnknownChip } from '../ui/chip'

const LOOK = {
  Unpaid: { tone: 'info', icon: CircleDot },
  Overdue: { tone: 'bad', icon: CircleAlert },
  Paid: { tone: 'ok', icon: CircleCheck },
  PaymentPending: { tone: 'warn', icon: Clock },
  Collections: { tone: 'bad', icon: Scale },
  Cancelled: { tone: 'neutral', icon: Ban },
  Refunded: { tone: 'neutral', icon: RotateCcw },
} as const satisfies Record<string, { tone: Tone; icon: Icon }>

type Name = keyof typeof LOOK

export type StatusWords = Readonly<Record<Name, string>>

function isName(text: string): text is Name {
  return Object.hasOwn(LOOK, text)
}

/** The name of a look and of its word, or the word of a status that WHMCS does not document. */
export function statusName(invoice: Pick<InvoiceSummary, 'status' | 'dueOn'>, today: PlainDate): string {
  return isOverdue(invoice, today) ? 'Overdue' : invoice.status.replace('Payment Pending', 'PaymentPending')
}

export function StatusChip({ status, words }: { status: string; words: StatusWords }) {
  return isName(status) ? <Chip {...LOOK[status]}>{words[status]}</Chip> : <UnknownChip>{status}</UnknownChip>
}

export function useStatusWords(): StatusWords {
  const t = useTranslations('invoiceStatus')
  return {
    Unpaid: t('Unpaid'),
    Overdue: t('Overdue'),
    Paid: t('Paid'),
    PaymentPending: t('PaymentPending'),
    Collections: t('Collections'),
    Cancelled: t('Cancelled'),
    Refunded: t('Refunded'),
  }
}

export function InvoiceStatus({ invoice, today }: { invoice: InvoiceSummary; today: PlainDate }) {
  return <StatusChip status={statusName(invoice, today)} words={useStatusWords()} />
}
