import 'server-only'

/** What a call that was let through found out: locked out, let in, or nothing (the network failed first). */
export type Finding = 'locked_out' | 'let_in' | 'nothing'
export type Ticket = { readonly leave: (finding: Finding) => void }

/**
 * After WHMCS has refused the portal itself (secret, address, ban), further calls would only lengthen the ban: they fail
 * at once, and one call per period is let through to see whether the door is open again.
 */
export class Latch {
  readonly #periodMs: number
  #closedUntil: number | null = null
  #probing = false

  constructor(periodMs: number) {
    this.#periodMs = periodMs
  }

  enter(): Ticket | null {
    const probe = this.#closedUntil !== null
    if (this.#closedUntil !== null && (this.#probing || performance.now() < this.#closedUntil)) return null
    if (probe) this.#probing = true
    return {
      leave: (finding) => {
        if (probe) this.#probing = false
        if (finding === 'locked_out') this.#closedUntil = performance.now() + this.#periodMs
        else if (finding === 'let_in' && probe) this.#closedUntil = null
      },
    }
  }
}
