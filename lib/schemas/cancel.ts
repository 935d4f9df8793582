import * as z from 'zod/mini'
import { idText } from './form'
import type { CancellationType } from './service'

/** When a service should end: with the period that is paid, or at once. */
export const CANCEL_TYPES = ['end', 'now'] as const
export type CancelType = (typeof CANCEL_TYPES)[number]

/** What WHMCS calls it. */
export const WHMCS_TYPE = { end: 'End of Billing Period', now: 'Immediate' } as const satisfies Record<
  CancelType,
  CancellationType
>

export const CANCEL_REASONS = ['not_needed', 'too_expensive', 'quality', 'moving', 'other'] as const
export type CancelReason = (typeof CANCEL_REASONS)[number]

const DETAILS_MAX = 1000

/** Several lines; invisible characters and outer spaces go. */
const paragraph = z.pipe(
  z.pipe(
    z.string().check(z.maxLength(DETAILS_MAX * 2, 'too_long')),
    z.transform((text: string) =>
      text
        .replaceAll('\r\n', '\n')
        .replace(/(?!\n)[\p{Cc}\p{Cf}]/gu, '')
        .trim(),
    ),
  ),
  z.string().check(z.maxLength(DETAILS_MAX, 'too_long')),
)

const reason = z.enum(CANCEL_REASONS, 'choice')

/**
 * All that a browser says about a cancellation: which service, when, why, and which review it has seen. What the review
 * said is signed by the portal and only compared: no amount, client or location of the browser's own is taken.
 */
export function cancelInput(reasonRequired: boolean) {
  return z.strictObject({
    service: idText('not_found'),
    type: z.enum(CANCEL_TYPES, 'choice'),
    reason: reasonRequired
      ? z.pipe(z.string().check(z.minLength(1, 'reason_required')), reason)
      : z.union([z.literal(''), reason]),
    details: paragraph,
    /** The signature of the review, and what it was about. */
    quote: z.string().check(z.maxLength(4000, 'invalid')),
  })
}

export type CancelInput = z.output<ReturnType<typeof cancelInput>>
