import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from '@/server/store/db'
import type { StoreConfig } from '@/server/store/testing/contract'
import type { Invocation } from './check'
import { check } from './check'
import type { Hand } from './crew'
import { hire } from './crew'
import type { Place } from './far-side'
import { FarSide } from './far-side'
import type { Ask } from './people'
import { someWish, tampered } from './schedule'
import { randomOf } from './random'
import { watched } from './watched'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

type Case = Place & { readonly location: string; readonly history: Invocation[] }

export type Killed = {
  readonly found: readonly { readonly seed: number; readonly found: readonly string[] }[]
  readonly schedules: number
  readonly submissions: number
  readonly operations: number
  readonly effects: number
  readonly kills: number
  readonly calls: number
  readonly faults: number
}

/** Schedules over real HTTP, on a real database, by processes that are killed in the middle of them. */
export class Killing {
  readonly #db: Db
  readonly #config: StoreConfig
  readonly #far = new FarSide()
  readonly #random = randomOf(7)
  readonly #cases: Case[] = []
  #base = ''
  #kills = 0
  #persons = 0

  constructor(db: Db, config: StoreConfig) {
    this.#db = db
    this.#config = config
  }

  async run(schedules: number, together: number): Promise<Killed> {
    this.#base = await this.#far.listen()
    this.#far.weather = { writes: 0.3, reads: 0.03, slow: 4 }
    let hands = await Promise.all([this.#hire(), this.#hire()])
    for (let seed = 0; seed < schedules; seed += together) {
      const cases = Array.from({ length: Math.min(together, schedules - seed) }, (_, index) => this.#open(seed + index))
      // Whoever takes over is ready before the other is gone.
      const next = this.#hire()
      await this.#round(cases, hands)
      hands = [await next, hands[1]]
      const other = this.#hire()
      await this.#round(cases, [hands[1], hands[0]])
      hands = [hands[0], await other]
    }
    await Promise.all(hands.map((hand) => hand.kill()))
    await this.#settle()
    this.#far.close()
    return this.#report()
  }

  #hire(ahead = 0): Promise<Hand> {
    return hire(this.#config, this.#base, ahead, ahead === 0 ? 400 : 5000)
  }

  #open(seed: number): Case {
    const location = `s${seed}`
    const made = { ...this.#far.add(location, seed), location, history: [] }
    this.#cases.push(made)
    return made
  }

  /** Everybody submits at about the same time, and the first of the two processes is killed meanwhile. */
  async #round(cases: readonly Case[], [doomed, other]: readonly Hand[]): Promise<void> {
    if (!doomed || !other) throw new Error('two are needed')
    const work = cases.flatMap((one) =>
      this.#wishes(one).map((ask) => this.#submit(one, ask, this.#random.chance(0.7) ? doomed : other)),
    )
    const over = Promise.all(work)
    // By what has happened and not by the clock: the machine may be busy.
    await Promise.race([this.#far.after(this.#random.between(1, cases.length * 4)), over])
    await pause(this.#random.below(5))
    await doomed.kill()
    this.#kills += 1
    await over
  }

  #wishes({ truth, random, plot, history }: Case): Ask[] {
    const client = random.pick(plot.clients)
    const what = someWish(random, truth, plot, client)
    const ask: Ask = { key: `k${(this.#persons += 1)}`, person: this.#persons, client, what }
    const wishes = [ask]
    if (random.chance(0.4)) wishes.push(ask)
    if (random.chance(0.1)) wishes.push({ ...ask, what: tampered(what) })
    if (random.chance(0.4)) wishes.push({ ...ask, key: `k${(this.#persons += 1)}`, person: this.#persons })
    // What was sent before is sent again: nobody knows what became of it.
    const before = history.at(-1)
    if (before && random.chance(0.3)) wishes.push(before.ask)
    return wishes
  }

  async #submit({ location, truth, history }: Case, ask: Ask, hand: Hand): Promise<void> {
    await pause(this.#random.below(25))
    const seen = ask.what.kind === 'pay' ? ask.what.parts : []
    const before = seen.map(({ invoice }) => truth.balanceOf(invoice))
    const first = !history.some((one) => one.ask.key === ask.key)
    const invocation: Invocation = { ask, at: Date.now(), said: { kind: 'nothing' }, before, first }
    history.push(invocation)
    invocation.said = await hand.ask({ location, ask })
  }

  /** The processes that come after: what was left open is found out, and what was applied is looked at once more. */
  async #settle(): Promise<void> {
    this.#far.weather = { writes: 0, reads: 0, slow: 1 }
    // A busy machine may need some more; for ever is too long.
    for (let ahead = 3 * MINUTE; ahead < HOUR && (await this.#waiting(0)); ahead += 3 * MINUTE) {
      this.#far.ahead = ahead
      const hands = await Promise.all([this.#hire(ahead), this.#hire(ahead)])
      for (let left = 40; left > 0 && (await this.#waiting(Date.now() + ahead - MINUTE)); left -= 1) {
        await Promise.all(hands.map((hand) => hand.ask({})))
      }
      await Promise.all(hands.map((hand) => hand.kill()))
    }
  }

  /** @param until leaves out what was applied after that moment: it is not its turn yet; 0 for all */
  async #waiting(until: number): Promise<boolean> {
    const row = await this.#db
      .selectFrom('operations')
      .select('id')
      .where((eb) =>
        eb.or([
          eb('state', 'in', ['intent', 'sending', 'unknown']),
          eb.and([
            eb('state', '=', 'applied'),
            eb('checked_at', 'is', null),
            ...(until === 0 ? [] : [eb('concluded_at', '<', until)]),
          ]),
        ]),
      )
      .limit(1)
      .executeTakeFirst()
    return row !== undefined
  }

  async #report(): Promise<Killed> {
    const operations = await this.#db.selectFrom('operations').selectAll().execute()
    const audit = await this.#db.selectFrom('audit').selectAll().execute()
    const changes = await watched(this.#db)
    const found = this.#cases.map(({ location, truth, history }, seed) => {
      const mine = operations.filter((row) => row.location === location)
      const ids = new Set(mine.map(({ id }) => id))
      const evidence = {
        truth,
        history,
        operations: mine,
        audit: audit.filter((row) => row.location === location),
        changes: changes.filter(({ id }) => ids.has(id)),
        hopeless: false,
      }
      return { seed, found: check(evidence) }
    })
    const effects = this.#cases.flatMap(({ truth }) => truth.effects.filter(({ tag }) => tag !== null))
    return {
      found: found.filter((one) => one.found.length > 0),
      schedules: this.#cases.length,
      submissions: this.#cases.reduce((sum, { history }) => sum + history.length, 0),
      operations: operations.length,
      effects: effects.length,
      kills: this.#kills,
      ...this.#far.counts,
    }
  }
}
