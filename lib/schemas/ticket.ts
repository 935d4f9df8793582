export const TICKET_PRIORITIES = ['Low', 'Medium', 'High'] as const
export type TicketPriority = (typeof TICKET_PRIORITIES)[number]

export type TicketSummary = {
  readonly id: number
  /** The number customers see; may hold letters. */
  readonly number: string
  readonly departmentId: number
  readonly subject: string
  readonly status: string
  readonly priority: string
  /** `YYYY-MM-DD HH:MM:SS` in the installation's time zone, like all times here. */
  readonly openedAt: string | null
  readonly lastReplyAt: string | null
}

export type TicketReply = {
  /** 0 is the opening message. */
  readonly id: number
  readonly author: string
  readonly staff: boolean
  readonly at: string | null
  /** Text, decoded; never markup. */
  readonly message: string
  readonly attachments: readonly { readonly name: string; readonly index: number }[]
}

export type Ticket = TicketSummary & {
  readonly department: string
  readonly replies: readonly TicketReply[]
}

export type Department = { readonly id: number; readonly name: string }

export type NewTicket = {
  readonly departmentId: number
  readonly subject: string
  readonly message: string
  readonly priority: TicketPriority
}
