import 'server-only'

/** Bulkheads: no kind of work may take the connections of another. */
export const LANES = { read: 24, write: 6, login: 4, pdf: 2 } as const
export type Lane = keyof typeof LANES

export type Slot = { readonly release: () => void }

/**
 * At most `size` at once, at most twice as many waiting, none longer than `patienceMs`.
 * `null` means shed: nothing was sent.
 */
export class Bulkhead {
  readonly #size: number
  readonly #patienceMs: number
  readonly #waiting: ((slot: Slot) => void)[] = []
  #busy = 0

  constructor(size: number, patienceMs: number) {
    this.#size = size
    this.#patienceMs = patienceMs
  }

  async enter(): Promise<Slot | null> {
    if (this.#busy < this.#size) {
      this.#busy += 1
      return this.#slot()
    }
    if (this.#waiting.length >= this.#size * 2) return null
    return new Promise((resolve) => {
      const turn = (slot: Slot) => {
        clearTimeout(timer)
        resolve(slot)
      }
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(turn), 1)
        resolve(null)
      }, this.#patienceMs)
      this.#waiting.push(turn)
    })
  }

  #slot(): Slot {
    let released = false
    return {
      release: () => {
        if (released) return
        released = true
        const next = this.#waiting.shift()
        if (next) next(this.#slot())
        else this.#busy -= 1
      },
    }
  }
}
