export type Sent<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** Without the undefined: a parameter that was not sent changes nothing. */
export function sent<T extends object>(values: T): Sent<T>
export function sent(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}

/** A switch as its column keeps it. */
export const flag = (value: boolean | undefined): number | undefined =>
  value === undefined ? undefined : value ? 1 : 0

/** Takes `YYYY-MM-DD` when it names a day that exists. */
export function day(text: string | undefined): string | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\d$/.test(text)) return undefined
  const at = new Date(`${text}T00:00:00Z`)
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text ? undefined : text
}

/** `name@host.tld`: what PHP's FILTER_VALIDATE_EMAIL takes, in short. */
export const isEmail = (text: string): boolean => /^[^\s@<>()",;:\\[\]]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text)
