import { useTranslations } from 'next-intl'
import type { Withdrawal } from '@/lib/schemas/cancellation'
import { Data } from '../ui/text'
import { useTicketStatus } from './ticket-status'

/** Where a withdrawal stands: the number of its ticket and what became of it. */
export function WithdrawalLine({ withdrawal: { reference, status } }: { withdrawal: Withdrawal }) {
  const t = useTranslations('standing')
  const statusOf = useTicketStatus()
  const number = () => <Data>{reference}</Data>
  if (reference.startsWith('AT-')) return t.rich('proving', { number })
  if (status === null) return t.rich('ticket', { number })
  return t.rich('ticketWithStatus', { number, status: () => <Data>{statusOf(status)}</Data> })
}
