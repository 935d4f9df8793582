/** `warn` asks for attention; `bad` means that something the portal needs is missing. */
export type Verdict = 'ok' | 'info' | 'warn' | 'bad'

export type Finding = {
  readonly verdict: Verdict
  readonly what: string
  readonly seen: string
  /** In plain words; '' when there is nothing to do. */
  readonly todo: string
}

export function finding(verdict: Verdict, what: string, seen: string, todo = ''): Finding {
  return { verdict, what, seen, todo }
}
