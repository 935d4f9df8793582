import { useTranslations } from 'next-intl'
import type { Asked } from '@/lib/schemas/cancellation'
import { Data } from '../ui/text'
import { useTicketStatus } from './ticket-status'

/** Where it stands: the number of its ticket and what became of it. */
export function AskedLine({ asked: { reference, status, proved } }: { asked: Asked }) {
  const t = useTranslations('standing')
  const statusOf = useTicketStatus()
  const number = () => <Data>{reference}</Data>
  if (!proved) return t.rich('proving', { number })
  if (status === null) return t.rich('ticket', { number })
  return t.rich('ticketWithStatus', { number, status: () => <Data>{statusOf(status)}</Data> })
}
