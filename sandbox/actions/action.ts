import { atLeast, type Version } from '../core/version.ts'
import type { Answer } from '../wire/answer.ts'
import type { PhpArray, PhpValue } from '../wire/php-form.ts'
import type { World } from '../world.ts'

/** A business error: HTTP 200 with `result: error` and this text. */
export class Refusal extends Error {}
export function refuse(message: string): never {
  throw new Refusal(message)
}

interface Span {
  /** The version the parameter came with; before it, the parameter is ignored. */
  since?: string
  /** The version it was removed in. */
  removed?: string
}
export interface Param<T> extends Span {
  read(raw: PhpValue): T | undefined
}

/** PHP's (int): the number at the start of the text, else 0. */
export function phpInt(text: string): number {
  const match = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/i.exec(text)
  return match === null ? 0 : Math.trunc(Number(match[0]))
}

/** PHP's (bool) of a text: only '' and '0' are false, so 'false' is true. */
export const phpBool = (text: string): boolean => text !== '' && text !== '0'

export const int = (span: Span = {}): Param<number> => ({
  ...span,
  read: (raw) => (typeof raw === 'string' && raw !== '' ? phpInt(raw) : undefined),
})
export const text = (span: Span = {}): Param<string> => ({
  ...span,
  read: (raw) => (typeof raw === 'string' ? raw : undefined),
})
export const bool = (span: Span = {}): Param<boolean> => ({
  ...span,
  read: (raw) => (typeof raw === 'string' ? phpBool(raw) : Object.keys(raw).length > 0),
})
/** `a[]=1&a[]=2`; a lone text counts as a list of one. */
export const list = (span: Span = {}): Param<string[]> => ({
  ...span,
  read: (raw) =>
    typeof raw === 'string' ? [raw] : Object.values(raw).flatMap((value) => (typeof value === 'string' ? [value] : [])),
})
/** `a[key]=value`: the array as PHP sees it. */
export const array = (span: Span = {}): Param<PhpArray> => ({
  ...span,
  read: (raw) => (typeof raw === 'string' ? undefined : raw),
})

/** `{clientid: int()}` gives the handler `{clientid: number | undefined}`. */
export type Params = Record<string, Param<unknown>>
export type Given<P extends Params> = { [K in keyof P]: P[K] extends Param<infer T> ? T | undefined : never }

/** What a handler may touch. `raw` holds the parameters as they were sent. */
export interface Call extends World {
  version: Version
  is(floor: string): boolean
  now: Date
  ip: string
  raw: PhpArray
}

export interface Action {
  name: string
  /** The WHMCS version that brought the action; absent: always there. */
  since?: string
  removed?: string
  params: readonly string[]
  /** True when the answer has no `result: success` of its own accord. */
  bare: boolean
  run(call: Call): Answer
}

interface Definition<P extends Params> extends Span {
  name: string
  params: P
  bare?: boolean
  run(call: Call, params: Given<P>): Answer
}

function given(params: Params, call: Call): [string, unknown][] {
  return Object.entries(params).map(([name, param]) => {
    const raw = call.raw[name]
    const known = atLeast(call.version, param.since ?? '0') && !(param.removed && atLeast(call.version, param.removed))
    return [name, raw === undefined || !known ? undefined : param.read(raw)]
  })
}

function isGiven<P extends Params>(values: object, params: P): values is Given<P> {
  return Object.keys(params).every((name) => name in values)
}

/** Makes a table entry: list it in an `actions/*.ts` file's array and `actions/index.ts` finds it. */
export function action<P extends Params>(definition: Definition<P>): Action {
  const { params, run, bare = false, ...rest } = definition
  return {
    ...rest,
    bare,
    params: Object.keys(params),
    run(call) {
      const values = Object.fromEntries(given(params, call))
      if (!isGiven(values, params)) throw new Error(`The parameters of ${definition.name} were not all read.`)
      return run(call, values)
    },
  }
}
