/**
 * What is unusual: many customers in an hour; an account that is watched; outside the hours; a ticket that the agent did
 * not answer; many fields shown; many refusals; many starts in a day.
 */
export const ALARM_KINDS = ['burst', 'watched', 'hours', 'unanswered', 'reveals', 'refusals', 'starts'] as const
export type AlarmKind = (typeof ALARM_KINDS)[number]
