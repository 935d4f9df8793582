import { Ban, CircleAlert, CircleCheck, CircleDot, Clock, RotateCcw, Scale } from '../ui/icons'
import type { Icon } from '../ui/icons'
import { useTranslations } from 'next-intl'
import type { PlainDate } from '@/lib/dates'
import type { InvoiceSummary } from '@/lib/schemas/invoice'
import { isOverdue } from '@/lib/schemas/invoice'
import type { Tone } from '../ui/chip'
import { Chip } from '../ui/chip'

const LOOK = {
  Unpaid: { word: 'Unpaid', tone: 'info', icon: CircleDot },
  Overdue: { word: 'Overdue', tone: 'bad', icon: CircleAlert },
  Paid: { word: 'Paid', tone: 'ok', icon: CircleCheck },
  'Payment Pending': { word: 'PaymentPending', tone: 'warn', icon: Clock },
  Collections: { word: 'Collections', tone: 'bad', icon: Scale },
  Cancelled: { word: 'Cancelled', tone: 'neutral', icon: Ban },
  Refunded: { word: 'Refunded', tone: 'neutral', icon: RotateCcw },
} as const satisfies Record<string, { word: string; tone: Tone; icon: Icon }>

const STATUSES = Object.keys(LOOK)

function isKnown(status: string): status is keyof typeof LOOK {
  return STATUSES.includes(status)
}

/** A status WHMCS does not document is shown in its own word. */
export function InvoiceStatus({ invoice, today }: { invoice: InvoiceSummary; today: PlainDate }) {
  const t = useTranslations('invoiceStatus')
  const status = isOverdue(invoice, today) ? 'Overdue' : invoice.status
  if (!isKnown(status)) {
    return (
      <span data-i18n="data">
        <Chip tone="neutral" icon={CircleDot}>
          {status}
        </Chip>
      </span>
    )
  }
  const { word, tone, icon } = LOOK[status]
  return (
    <Chip tone={tone} icon={icon}>
      {t(word)}
    </Chip>
  )
}
