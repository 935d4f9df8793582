import 'server-only'
import pino from 'pino'
import { env } from '@/server/env'
import { currentRef } from './context'

/**
 * Structured logs, one JSON line each. Deny by default: a field that is not in this list does not exist for the log,
 * so customer data and WHMCS's answers cannot slip in with a new call site.
 */
const FIELDS = [
  'ref',
  'event',
  'location',
  'action',
  'effect',
  'ms',
  'outcome',
  'attempt',
  'call',
  'failure',
  'reason',
  'note',
  'code',
  'method',
  'path',
  'status',
  'name',
  'needs',
  'client',
  'person',
  'version',
  'error',
  'stack',
  'count',
  'port',
] as const

export type LogFields = Partial<Record<(typeof FIELDS)[number], string | number | boolean | undefined>>
type Level = 'debug' | 'info' | 'warn' | 'error'

function allowed(fields: LogFields): Record<string, string | number | boolean> {
  const kept: Record<string, string | number | boolean> = {}
  for (const field of FIELDS) {
    const value = fields[field]
    if (value !== undefined) kept[field] = typeof value === 'string' ? value.slice(0, 4000) : value
  }
  return kept
}

let logger: pino.Logger | undefined

function pinoLogger(): pino.Logger {
  logger ??= pino({ level: env().LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime })
  return logger
}

export function log(level: Level, event: string, fields: LogFields = {}): void {
  pinoLogger()[level](allowed({ ref: currentRef(), ...fields, event }))
}

/** Only the class, the code and where it happened: a message may quote what a customer typed or WHMCS said. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error }
  const frames = (error.stack ?? '').split('\n').filter((frame) => frame.trimStart().startsWith('at '))
  return { error: error.name, stack: frames.slice(0, 8).join('\n') }
}
