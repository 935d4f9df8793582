import 'server-only'

/** What a call that was let through found out: locked out, let in, or nothing (the network failed first). */
export type Finding = 'locked_out' | 'let_in' | 'nothing'
export type Ticket = { readonly leave: (finding: Finding) => void }

/**
 * After WHMCS has refused the portal itself (secret, address, ban), further calls would only lengthen the ban: they fail
 * at once, and one call per period is let through to see whether the door is open again. Whoever comes meanwhile waits
 * for what it finds, so that the first page after a lock-out is a whole page.
 */
export class Latch {
  readonly #periodMs: number
  #closedUntil: number | null = null
  #probe: Promise<void> | null = null

  constructor(periodMs: number) {
    this.#periodMs = periodMs
  }

  /** Null when the door is closed, or when it is not known within `patienceMs`. */
  async enter(patienceMs: number): Promise<Ticket | null> {
    if (this.#probe) await within(patienceMs, this.#probe)
    else if (this.#closedUntil !== null && performance.now() >= this.#closedUntil) return this.#lookAgain()
    return this.#closedUntil === null ? { leave: (finding) => this.#note(finding) } : null
  }

  #lookAgain(): Ticket {
    let known = (): void => undefined
    this.#probe = new Promise((resolve) => {
      known = resolve
    })
    return {
      leave: (finding) => {
        if (finding === 'let_in') this.#closedUntil = null
        this.#note(finding)
        this.#probe = null
        known()
      },
    }
  }

  #note(finding: Finding): void {
    if (finding === 'locked_out') this.#closedUntil = performance.now() + this.#periodMs
  }
}

function within(ms: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    void work.then(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
