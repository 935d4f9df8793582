/** What `unserialize` may give here: scalars and arrays of them. */
export type PhpData = string | number | boolean | null | { [key: string]: PhpData }

const MAX_DEPTH = 8

class Malformed extends Error {}
const malformed = (): never => {
  throw new Malformed()
}

/** Walks over bytes, since PHP counts the length of a text in bytes. */
class Reader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get done(): boolean {
    return this.#at === this.#bytes.length
  }

  take(length: number): string {
    const end = this.#at + length
    if (end > this.#bytes.length) return malformed()
    const bytes = this.#bytes.subarray(this.#at, end)
    this.#at = end
    return bytes.toString('utf8')
  }

  expect(literal: string): void {
    if (this.take(literal.length) !== literal) malformed()
  }

  until(stop: string, pattern: RegExp): string {
    const end = this.#bytes.indexOf(stop, this.#at)
    const found = end < 0 ? malformed() : this.#bytes.toString('latin1', this.#at, end)
    if (!pattern.test(found)) return malformed()
    this.#at = end + stop.length
    return found
  }

  value(depth: number): PhpData {
    if (depth > MAX_DEPTH) return malformed()
    const kind = this.take(2)
    if (kind === 'i:') return Number(this.until(';', /^[+-]?\d{1,15}$/))
    if (kind === 'd:') return Number(this.until(';', /^[+-]?\d+(\.\d+)?(E[+-]?\d+)?$/i))
    if (kind === 'b:') return this.until(';', /^[01]$/) === '1'
    if (kind === 's:') return this.#text()
    if (kind === 'a:') return this.#array(depth)
    if (kind === 'N;') return null
    // O:, C:, E:, R: and r: make objects and references. Nothing that was sent may do that.
    return malformed()
  }

  #text(): string {
    const length = Number(this.until(':', /^\d{1,7}$/))
    this.expect('"')
    const value = this.take(length)
    this.expect('";')
    return value
  }

  #array(depth: number): PhpData {
    const count = Number(this.until(':', /^\d{1,4}$/))
    this.expect('{')
    const result: Record<string, PhpData> = Object.create(null)
    for (let entry = 0; entry < count; entry += 1) {
      const kind = this.take(2)
      if (kind !== 'i:' && kind !== 's:') return malformed()
      const key = kind === 'i:' ? this.until(';', /^[+-]?\d{1,15}$/) : this.#text()
      result[key] = this.value(depth + 1)
    }
    this.expect('}')
    return result
  }
}

/** Undefined for whatever PHP would warn about, and for objects of every kind. */
export function unserialize(bytes: Buffer): PhpData | undefined {
  const reader = new Reader(bytes)
  try {
    const value = reader.value(0)
    return reader.done ? value : undefined
  } catch (error) {
    if (error instanceof Malformed) return undefined
    throw error
  }
}

/** `base64_encode(serialize(array(…)))`, as customfields and configoptions come; undefined when it is not that. */
export function unserializeArray(encoded: string): { [key: string]: PhpData } | undefined {
  const compact = encoded.trim()
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return undefined
  const value = unserialize(Buffer.from(compact, 'base64'))
  return value !== null && typeof value === 'object' ? value : undefined
}
