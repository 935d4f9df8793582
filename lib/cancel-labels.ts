import type { PlainDate } from './dates'
import { daysBetween } from './dates'

/** Words that a law prescribes for the two buttons that end a contract, in its own language. */
type Labels = { readonly lang: string; readonly enter: string; readonly confirm: string }

const LOCKED = {
  // §312k (2) BGB.
  de: { lang: 'de', enter: 'Verträge hier kündigen', confirm: 'jetzt kündigen' },
  // Code de la consommation, L215-1-1 and D215-1 to D215-3.
  fr: { lang: 'fr', enter: 'Résilier votre contrat', confirm: 'Notification de la résiliation' },
} as const satisfies Readonly<Record<string, Labels>>

/** Directive 2011/83/EU, Article 9: a contract can be withdrawn from for 14 days. */
const WITHDRAWAL_DAYS = 14

type Law = 'de' | 'fr' | 'eu'

/** The labels to show with, or (in their own language) instead of, the portal's. */
export function lockedLabels(laws: readonly Law[]): readonly Labels[] {
  return laws.flatMap((law) => (law === 'eu' ? [] : LOCKED[law]))
}

/** Whether the button of Article 11a of that directive is shown: the contract is young enough. */
export function maySayWithdraw(laws: readonly Law[], registeredOn: PlainDate | null, today: PlainDate): boolean {
  return laws.includes('eu') && registeredOn !== null && daysBetween(registeredOn, today) <= WITHDRAWAL_DAYS
}
