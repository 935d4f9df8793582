import 'server-only'
import { isDecimal, toCents, type Decimal } from '@/lib/money'

/** What WHMCS's form encoding can carry. Booleans travel as 1 and 0, because PHP takes the text "false" for true. */
export type ParamValue = string | number | boolean

/** Parameters of one call: literal keys, each written down in the noun module that makes the call. */
export type Params = Readonly<Record<string, ParamValue>>

/** A value that must not be sent. Nothing was sent when this is thrown. The message names the key, never the value. */
export class EncodeError extends Error {
  constructor(key: string, problem: string) {
    super(`parameter ${KEY.test(key) ? key : '(unprintable)'}: ${problem}`)
    this.name = 'EncodeError'
  }
}

/** Written by the client alone. A parameter with one of these names would change what is called, or as whom. */
const RESERVED = new Set(['action', 'identifier', 'secret', 'username', 'password', 'accesskey', 'responsetype'])

/** PHP turns `.` and spaces in keys into `_` and brackets into arrays: only the shapes that WHMCS documents pass. */
const KEY = /^[a-z][a-z0-9_]{0,63}(\[[a-z0-9_]{0,64}\]){0,3}$/i

/** A TEXT column holds 64 KiB. Longer would be cut off silently by MySQL. */
const MAX_VALUE_BYTES = 65_535
const MAX_BODY_BYTES = 1_048_576

// What PHP, MySQL or a mail header could stumble over; tab, line feed and carriage return are text.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

/** Drops keys whose value is `undefined`: the explicit way to leave an optional parameter out. */
export function given(params: Readonly<Record<string, ParamValue | undefined>>): Params {
  const kept: [string, ParamValue][] = []
  for (const [key, value] of Object.entries(params)) if (value !== undefined) kept.push([key, value])
  return Object.fromEntries(kept)
}

/** `indexed('serviceids', [7, 9])` → `serviceids[0]=7&serviceids[1]=9`. */
export function indexed(name: string, values: readonly ParamValue[]): Params {
  return Object.fromEntries(values.map((value, index) => [`${name}[${index}]`, value]))
}

/** `keyed('email_preferences', { general: true })` → `email_preferences[general]=1`. */
export function keyed(name: string, values: Readonly<Record<string, ParamValue>>): Params {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`${name}[${key}]`, value]))
}

/** A decimal amount as WHMCS reads it. @throws RangeError when it is none, or finer than a hundredth */
export function amountParam(amount: Decimal): string {
  if (!isDecimal(amount)) throw new RangeError('not a decimal amount')
  toCents(amount)
  return amount
}

/** The same for money that moves: a sign must never turn paying into being paid. */
export function positiveAmountParam(amount: Decimal): string {
  if (toCents(amount) <= 0n) throw new RangeError('not an amount above zero')
  return amount
}

function encodeText(key: string, value: string): string {
  if (CONTROL.test(value)) throw new EncodeError(key, 'control character')
  if (Buffer.byteLength(value) > MAX_VALUE_BYTES) throw new EncodeError(key, 'too long')
  try {
    return encodeURIComponent(value)
  } catch {
    throw new EncodeError(key, 'not Unicode text')
  }
}

function encodeValue(key: string, value: unknown): string {
  if (typeof value === 'string') return encodeText(key, value)
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  throw new EncodeError(key, 'neither text, safe integer nor boolean')
}

function checkKey(key: string, shapes: Map<string, boolean>): void {
  if (!KEY.test(key)) throw new EncodeError(key, 'not a parameter name')
  const [name = key] = key.toLowerCase().split('[')
  if (RESERVED.has(name)) throw new EncodeError(key, 'reserved')
  const nested = key.includes('[')
  // `a=1&a[b]=2`: PHP would keep only one of the two.
  if ((shapes.get(name) ?? nested) !== nested) throw new EncodeError(key, 'both plain and nested')
  shapes.set(name, nested)
}

/**
 * The form body of one call. The reserved keys come last and from the client alone.
 *
 * @throws EncodeError for a key or value that PHP could read as something else than was meant.
 */
export function encodeForm(params: Params, reserved: Readonly<Record<string, string>>): string {
  const shapes = new Map<string, boolean>()
  const pairs: string[] = []
  for (const [key, value] of Object.entries(params)) {
    checkKey(key, shapes)
    pairs.push(`${encodeURIComponent(key)}=${encodeValue(key, value)}`)
  }
  for (const [key, value] of Object.entries(reserved)) pairs.push(`${key}=${encodeText(key, value)}`)
  const body = pairs.join('&')
  if (body.length > MAX_BODY_BYTES) throw new EncodeError('body', 'too long')
  return body
}
