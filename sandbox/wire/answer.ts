import { RELEASE, type Version } from '../core/version.ts'

export type Json = string | number | boolean | null | Json[] | Answer
/** A key that is undefined is absent from the answer: so versions and empty lists differ. */
export interface Answer {
  [key: string]: Json | undefined
}

/** json_encode without flags escapes slashes and everything that is not ASCII. */
export function phpJson(answer: Json): string {
  return JSON.stringify(answer)
    .replaceAll('/', '\\/')
    .replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

const isList = (value: Json): value is Json[] => Array.isArray(value)
const entries = (value: Answer | Json[]): [string, Json][] =>
  Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, inner]]))

function scalar(value: string | number | boolean | null): string {
  if (value === true) return '1'
  return value === false || value === null ? '' : String(value)
}

/** `result=error;message=…`: what a caller gets who forgets responsetype. */
export function nvp(answer: Answer): string {
  const pairs: string[] = []
  const walk = (value: Json, path: string) => {
    if (value !== null && typeof value === 'object') {
      for (const [key, inner] of entries(value)) walk(inner, path === '' ? key : `${path}[${key}]`)
    } else pairs.push(`${path}=${scalar(value)}`)
  }
  walk(answer, '')
  return `${pairs.join(';')};`
}

const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function element(name: string, value: Json): string {
  if (value !== null && typeof value === 'object') {
    const inner = isList(value) ? value.map((row) => element(name, row)) : entries(value).map(([k, v]) => element(k, v))
    return isList(value) ? inner.join('') : `<${name}>\n${inner.join('')}</${name}>\n`
  }
  return `<${name}>${escapeXml(scalar(value))}</${name}>\n`
}

export function xml(action: string, version: Version, answer: Answer): string {
  const inner = entries(answer).map(([key, value]) => element(key, value))
  return `<?xml version="1.0" encoding="utf-8"?>\n<whmcsapi version="${RELEASE[version]}">\n<action>${escapeXml(action)}</action>\n${inner.join('')}</whmcsapi>`
}

/** GUESS: before 8.0 every number went out as text, as it came from the database; booleans did not. */
export function numbersAsText(value: Json): Json {
  if (typeof value === 'number') return String(value)
  if (isList(value)) return value.map(numbersAsText)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(entries(value).map(([key, inner]) => [key, numbersAsText(inner)]))
}
