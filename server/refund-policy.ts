import 'server-only'
import type { Law } from './cancellation-settings'
import { env } from './env'

export type RefundPolicy = {
  readonly policy: 'none' | 'request' | 'credit'
  /** Only in this many first days of a period; null for all of it. */
  readonly days: number | null
}

export function refundPolicy(): RefundPolicy {
  const { PORTAL_REFUND: policy, PORTAL_REFUND_DAYS: days } = env()
  return { policy, days: days ?? null }
}

export function isReasonRequired(): boolean {
  return env().PORTAL_CANCEL_REASON === 'required'
}

/** An add-on that was bought from somebody else for a whole period. */
export function isLicence(name: string): boolean {
  const lower = name.toLowerCase()
  return env().PORTAL_LICENSE_WORDS.some((word) => lower.includes(word))
}

/** Whose labels stand on the buttons that end a contract. */
export function cancelLaws(): readonly Law[] {
  return env().PORTAL_CANCEL_LABELS
}
