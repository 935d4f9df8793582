import { useTranslations } from 'next-intl'

const KNOWN = {
  Open: 'Open',
  Answered: 'Answered',
  'Customer-Reply': 'CustomerReply',
  'In Progress': 'InProgress',
  'On Hold': 'OnHold',
  Closed: 'Closed',
} as const

function isKnown(status: string): status is keyof typeof KNOWN {
  return Object.hasOwn(KNOWN, status)
}

/** A ticket's status in the reader's language; one that the operator added is shown in the operator's word. */
export function useTicketStatus(): (status: string) => string {
  const t = useTranslations('ticketStatus')
  return (status) => (isKnown(status) ? t(KNOWN[status]) : status)
}
