import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { answer, isWrite } from './answers'
import type { Weather } from './faults'
import { exchangeOf, isDone, spoiled } from './faults'
import type { Random } from './random'
import { randomOf } from './random'
import type { Plot } from './schedule'
import { plant } from './schedule'
import { Truth } from './truth'

export type Place = { readonly truth: Truth; readonly plot: Plot; readonly random: Random }

/** One installation of WHMCS for each schedule, all of them behind one address. */
export class FarSide {
  weather: Weather = { writes: 0, reads: 0, slow: 5 }
  /** How far the portal's clocks are ahead. */
  ahead = 0
  readonly places = new Map<string, Place>()
  readonly counts = { calls: 0, faults: 0 }
  readonly #awaited: { readonly calls: number; readonly resolve: () => void }[] = []
  readonly #server = createServer((request, response) => void this.#answer(request, response))

  async listen(): Promise<string> {
    this.#server.keepAliveTimeout = 30_000
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('no address')
    return `http://127.0.0.1:${address.port}`
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  add(location: string, seed: number): Place {
    const truth = new Truth(() => Date.now() + this.ahead)
    const random = randomOf(seed)
    const place = { truth, random, plot: plant(truth, random) }
    this.places.set(location, place)
    return place
  }

  /** When that many more calls have come. */
  after(calls: number): Promise<void> {
    return new Promise((resolve) => this.#awaited.push({ calls: this.counts.calls + calls, resolve }))
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(Buffer.from(chunk))
    } catch {
      return // Killed while it was writing.
    }
    const body = Buffer.concat(chunks).toString()
    const place = this.places.get(request.url?.split('/')[1] ?? '')
    if (!place) throw new Error(`nobody is at ${request.url}`)
    const write = isWrite(new URLSearchParams(body).get('action') ?? '')
    const { fault, there, back, late } = exchangeOf(place.random, this.weather, write)
    this.counts.calls += 1
    for (const one of this.#awaited) if (one.calls <= this.counts.calls) one.resolve()
    if (fault) this.counts.faults += 1
    await pause(there)
    const carryOut = () => answer(place.truth, body, Date.now() + this.ahead, 0)
    const said = isDone(fault) ? carryOut() : ''
    // What took 28 s in earnest takes 0.28 s here.
    if (fault === 'late') void pause(late / 100).then(carryOut)
    await pause(back)
    const whole = spoiled(fault, said)
    if (whole) response.writeHead(whole.status, { 'content-type': 'application/json' }).end(whole.body)
    else if (!fault?.endsWith('answered')) request.socket.destroy()
  }
}
