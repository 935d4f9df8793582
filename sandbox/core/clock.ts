/** Every date of the sandbox comes from here, so that a test may move the day. */
export interface Clock {
  now(): Date
  /** Sets the time; it then runs on, unless frozen. `null` returns to the machine's own time. */
  set(now: Date | null, frozen?: boolean): void
}

export function createClock(start?: Date): Clock {
  let offset = 0
  let frozen: Date | null = null
  const clock: Clock = {
    now: () => (frozen === null ? new Date(Date.now() + offset) : new Date(frozen)),
    set(now, hold = false) {
      offset = now === null ? 0 : now.getTime() - Date.now()
      frozen = now !== null && hold ? now : null
    },
  }
  if (start !== undefined) clock.set(start)
  return clock
}

export const NO_DATE = '0000-00-00'
export const NO_TIME = '0000-00-00 00:00:00'
export const DAY = 86_400_000

// GUESS: the installation's time zone is UTC; WHMCS prints its dates without a zone.
export const dateOf = (at: Date): string => at.toISOString().slice(0, 10)
export const timeOf = (at: Date): string => at.toISOString().slice(0, 19).replace('T', ' ')
export const daysFrom = (at: Date, days: number): Date => new Date(at.getTime() + days * DAY)

/** `21/11/2026`: the installation's date format is DD/MM/YYYY. */
export function localDate(day: string): string {
  const [year, month, date] = day.split('-')
  return `${date}/${month}/${year}`
}
