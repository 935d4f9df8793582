import 'server-only'
import type { GrantStart } from '@/server/store/visits'
import type { Reader } from '@/server/whmcs/client'
import { getTicket, listTickets } from '@/server/whmcs/tickets'

const TICKETS = 100
export const ANSWER_WITHIN = 24 * 3_600_000
/** WHMCS's times name no zone, and none is further from UTC than this: who answered in time is never accused. */
const ANY_ZONE = 14 * 3_600_000

function wireTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
}

function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase()
}

/**
 * Whether the agent has answered the ticket for which they entered the account: a staff reply under the agent's name. A
 * ticket that is gone was not answered.
 * @throws WhmcsError
 */
export async function wasAnswered(whmcs: Reader, visit: GrantStart): Promise<boolean> {
  const { tickets } = await listTickets(whmcs, visit.client, { offset: 0, limit: TICKETS })
  const found = tickets.find(({ number }) => number === visit.ticket)
  const ticket = found && (await getTicket(whmcs, visit.client, found.id))
  const start = visit.startedAt.getTime()
  const [from, to] = [wireTime(start - ANY_ZONE), wireTime(start + ANSWER_WITHIN + ANY_ZONE)]
  return (ticket?.replies ?? []).some(
    ({ staff, author, at }) => staff && sameName(author, visit.agentName) && at !== null && at >= from && at <= to,
  )
}
