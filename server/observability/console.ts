import 'server-only'
import { errorFields, log } from './log'

/**
 * What Next and its libraries print goes the way of our own log: one JSON line, and no message. Theirs quote what a
 * visitor sent (a forged header, a thrown error's text), over as many lines as it has. The class, where it happened and
 * Next's digest stay; a text without an error is only counted as a line.
 */
function printed(level: 'warn' | 'error' | 'info', values: readonly unknown[]): void {
  const error = values.find((value) => value instanceof Error)
  const digest = error && 'digest' in error && typeof error.digest === 'string' ? error.digest : undefined
  log(level, 'console', { ...(error && errorFields(error)), code: digest })
}

export function structureConsole(): void {
  Object.assign(console, {
    error: (...values: unknown[]) => printed('error', values),
    warn: (...values: unknown[]) => printed('warn', values),
    log: (...values: unknown[]) => printed('info', values),
    info: (...values: unknown[]) => printed('info', values),
    debug: () => undefined,
  })
}
