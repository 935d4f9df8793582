import * as z from 'zod/mini'

/** How support comes into an account, the loosest first: with a notice, when the owner says yes, with the owner's PIN. */
export const CONSENT_MODES = ['notice', 'ask', 'pin'] as const
export type ConsentMode = (typeof CONSENT_MODES)[number]

/** Whether one is at least as strict as another. */
export function isAsStrict(mode: ConsentMode, as: ConsentMode): boolean {
  return CONSENT_MODES.indexOf(mode) >= CONSENT_MODES.indexOf(as)
}

export const consentInput = z.strictObject({ mode: z.enum(CONSENT_MODES, 'support_mode') })
export type ConsentInput = z.output<typeof consentInput>

export const requestInput = z.strictObject({ request: z.string().check(z.maxLength(60)) })

/** What an agent asks, as whoever is asked reads it. */
export type AskedVisit = {
  readonly id: string
  readonly agentName: string
  readonly agentRole: string
  readonly customer: string
  readonly reason: string
  readonly ticket: string
  readonly allowed: boolean
  readonly askedAt: Date
  readonly until: Date
}

/** What became of a question, as the agent who asked reads it. */
export type WaitingVisit = Pick<AskedVisit, 'customer' | 'reason' | 'ticket' | 'until'> & {
  readonly decider: 'owner' | 'lead'
  readonly state: 'waiting' | 'allowed' | 'refused' | 'withdrawn' | 'used' | 'expired'
}

/** What the open pages of an account's owner say of support just now. */
export type SupportNews = {
  /** Visits that go on, by their ids. */
  readonly inside: readonly string[]
  readonly asked: boolean
}
