/**
 * Time that stands still while anything can run, and then jumps to whatever comes next. It takes the place of this
 * process's own: `Date`, `performance.now` and timers.
 */

type Event = { readonly at: number; readonly order: number; readonly run: () => void; cancelled: boolean }

const RealDate = Date
const turn = setImmediate

/** A day without a change of clocks. */
export const START = RealDate.UTC(2026, 10, 21, 12)

export class VirtualTime {
  now = START
  #order = 0
  readonly #events: Event[] = []

  /** Puts itself in the place of the machine's time. There is no way back. */
  install(): void {
    const now = () => this.now
    const Virtual = class extends RealDate {
      constructor(...args: readonly (number | string | Date)[]) {
        const [value = now()] = args
        super(value)
      }
      static override now(): number {
        return now()
      }
    }
    Object.assign(globalThis, { Date: Virtual })
    performance.now = () => this.now - START
    const timers = {
      setTimeout: (run: () => void, ms = 0) => this.at(this.now + ms, run),
      clearTimeout: (event?: Event) => {
        if (event) event.cancelled = true
      },
    }
    Object.assign(globalThis, timers)
  }

  at(moment: number, run: () => void): Event {
    const event = { at: Math.max(moment, this.now), order: (this.#order += 1), run, cancelled: false }
    const place = this.#events.findLastIndex((one) => one.at <= event.at)
    this.#events.splice(place + 1, 0, event)
    return event
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.at(this.now + ms, resolve))
  }

  /** Runs everything that is to happen until then. */
  async runUntil(moment: number): Promise<void> {
    await new Promise((resolve) => turn(resolve))
    for (let next = this.#events[0]; next && next.at <= moment; next = this.#events[0]) {
      this.#events.shift()
      if (next.cancelled) continue
      this.now = next.at
      next.run()
      // Promises come to rest before time goes on.
      await new Promise((resolve) => turn(resolve))
    }
    this.now = Math.max(this.now, moment)
  }

  forget(): void {
    this.#events.length = 0
  }
}
