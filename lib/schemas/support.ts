import * as z from 'zod/mini'
import { WRITE_CLASSES } from '../support-class'
import type { WriteClass } from '../support-class'
import { idText, line, requiredLine } from './form'

export const REASON_MIN = 15
export const REASON_MAX = 500

/** Not there at all for agents of an identity provider, who have none. */
const code = z.optional(z.string().check(z.minLength(1, 'code_required'), z.maxLength(20, 'code_wrong')))

/** Fifteen of one letter say nothing. */
const reason = requiredLine(REASON_MAX, 'support_reason').check(
  z.refine((text: string) => text.length >= REASON_MIN && new Set(text.toLowerCase()).size >= 5, 'support_reason'),
)

/** Why an agent wants to be in an account. Whose it is stands in the form too, and is looked up again. */
export const enterInput = z.strictObject({
  client: idText('not_found'),
  location: z.string().check(z.maxLength(20)),
  /** Null for a visit without one, which another agent must allow. */
  ticket: z.union(
    [
      z.pipe(
        z.literal(''),
        z.transform(() => null),
      ),
      idText('support_ticket'),
    ],
    'support_ticket',
  ),
  reason,
  /** The owner's, as it is typed: spaces between the digits are none of it. */
  pin: z.optional(line(20)),
  /** It cannot wait for the owner: a lead is asked. */
  lead: z.optional(z.literal('yes')),
  code,
})
export type EnterInput = z.output<typeof enterInput>

/** What an agent in an account wants to change there, and why. */
export const changeInput = z.strictObject({
  class: z.enum(WRITE_CLASSES, 'support_class'),
  reason,
  code,
})
export type ChangeInput = z.output<typeof changeInput>

export const endNowInput = z.strictObject({ grant: z.string().check(z.maxLength(60)) })

/** What an agent changed: which action, what of, and what became of it. Values stand there where they may be kept. */
export type SupportChange = {
  readonly seq: number
  readonly at: Date
  readonly event: string
  readonly target: string
  readonly outcome: 'done' | 'failed' | 'unknown'
  readonly fields: readonly { readonly name: string; readonly was: string | null; readonly now: string | null }[]
}

/** A visit of an agent's, as the customer reads it. */
export type SupportVisit = {
  readonly id: string
  readonly agentName: string
  readonly agentRole: string
  readonly startedAt: Date
  readonly endedAt: Date | null
  readonly endedBy: 'agent' | 'customer' | 'time' | 'session' | 'operator' | null
  readonly reason: string
  /** Empty for a visit without one. */
  readonly ticket: string
  /** A second agent allowed it, not the owner. */
  readonly overridden: boolean
  /** Addresses of pages, the newest first, each once. */
  readonly opened: readonly string[]
  /** Names of hidden fields that were shown to the agent. */
  readonly revealed: readonly string[]
  /** How often something was tried that is not possible there. */
  readonly refused: number
  /** What the agent was let change, and why. */
  readonly writings: readonly { readonly class: WriteClass; readonly reason: string; readonly startedAt: Date }[]
  readonly changes: readonly SupportChange[]
}
