import 'server-only'
import type { post } from '@/server/whmcs/transport'
import { connect } from '@/server/whmcs/client'
import type { Writer } from '@/server/whmcs/client'
import { locationId } from '@/lib/ids'
import { answer, isWrite } from './answers'
import type { Exchange, Fault, Weather } from './faults'
import { exchangeOf, isDone, spoiled } from './faults'
import type { SharedDatabase } from './process'
import { Process } from './process'
import type { Random } from './random'
import { Truth } from './truth'
import type { VirtualTime } from './virtual-time'

export const MAIN = locationId('main')
const AWAY: readonly Fault[] = ['not-connected', 'not-502', 'not-html', 'not-answered']

/** WHMCS, the way there, and two processes of the portal on one database. */
export class World {
  readonly truth: Truth
  readonly time: VirtualTime
  readonly database: SharedDatabase
  /** From when until when WHMCS is away, and from when on everything is well again. */
  away: readonly [number, number] = [0, 0]
  weather: Weather
  lag = 0
  readonly counts = { calls: 0, faults: 0, deaths: 0, stalls: 0 }
  readonly #random: Random
  readonly #slots: { process: Process; whmcs: Writer; busy: boolean }[] = []

  constructor(time: VirtualTime, database: SharedDatabase, random: Random, weather: Weather) {
    this.time = time
    this.database = database
    this.weather = weather
    this.#random = random
    this.truth = new Truth(() => time.now)
  }

  /** The process of this number, started again when it has died. */
  slot(number: number) {
    const found = this.#slots[number]
    if (found?.process.alive) return found
    if (found) this.counts.deaths += 1
    const process = new Process(this.database, this.time)
    const connection = { location: MAIN, url: 'http://127.0.0.1:9', identifier: 'i', secret: 's', version: '8.13.1' }
    const made = { process, whmcs: connect(connection, { post: this.#wire(process) }), busy: false }
    this.#slots[number] = made
    return made
  }

  isAway(): boolean {
    return this.time.now >= this.away[0] && this.time.now < this.away[1]
  }

  #exchange(action: string): Exchange {
    const exchange = exchangeOf(this.#random, this.weather, isWrite(action))
    const fault = this.isAway() ? this.#random.pick(AWAY) : exchange.fault
    this.counts.calls += 1
    if (fault) this.counts.faults += 1
    return { ...exchange, fault }
  }

  #wire(process: Process): typeof post {
    return async (_agent, { body, deadlineMs, notAfter }) => {
      const { time, truth } = this
      const action = new URLSearchParams(body).get('action') ?? ''
      await process.boundary(isWrite(action))
      if (time.now > notAfter) return { kind: 'failed', sent: false, reason: 'TOO_LATE' }
      const { fault, there, back, late } = this.#exchange(action)
      const deadline = time.now + deadlineMs
      let said = ''
      const carryOut = () => (said = answer(truth, body, time.now, this.lag))
      // Whatever has left arrives, whether or not anybody waits for it still.
      if (isDone(fault)) time.at(time.now + there, carryOut)
      if (fault === 'late') time.at(time.now + there + late, carryOut)
      const answered = fault?.endsWith('answered') ? Infinity : time.now + there + back
      await time.sleep(Math.min(answered, deadline) - time.now)
      await process.boundary()
      if (fault === 'not-connected') return { kind: 'failed', sent: false, reason: 'ECONNREFUSED' }
      const whole = answered < deadline ? spoiled(fault, said) : null
      return whole ? { kind: 'answer', ...whole } : { kind: 'failed', sent: true, reason: 'ECONNRESET' }
    }
  }
}
