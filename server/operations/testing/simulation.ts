import 'server-only'
import Database from 'better-sqlite3'
import { clientId } from '@/lib/ids'
import { GENESIS, verifyChain } from '@/server/store/audit'
import { MIGRATIONS, migrate } from '@/server/store/migrate'
import { reconcile } from '../reconcile'
import type { Change, Evidence, Invocation } from './check'
import { check } from './check'
import type { Ask } from './people'
import { submit, tagged } from './people'
import { Process, SharedDatabase } from './process'
import type { Random } from './random'
import { randomOf } from './random'
import type { Plot } from './schedule'
import { refusedOf, saidOf } from './said'
import { meanwhile, plant, someWish, tampered } from './schedule'
import { START, VirtualTime } from './virtual-time'
import { MAIN, World } from './world'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
/** How often a process looks for what became of its operations. */
const ROUND = 15 * SECOND

/** Every change of a state is seen; and the audit, which refuses that in earnest, can be emptied between schedules. */
const WATCH = `
  drop trigger audit_no_delete; drop trigger audit_head_forward;
  create table watched (id text, was text, became text, at real);
  create trigger watch after update of state on operations when old.state <> new.state begin
    insert into watched values (old.id, old.state, new.state, now_ms());
  end;
  create trigger watch_new after insert on operations begin
    insert into watched values (new.id, '', new.state, now_ms());
  end;`
const EMPTY = `
  delete from operations; delete from operation_locks; delete from intents; delete from audit; delete from watched;
  update audit_head set seq = 0, hash = '${GENESIS}';`

type Timed = Change & { readonly at: number }

export type Report = {
  readonly seed: number
  readonly found: readonly string[]
  readonly operations: number
  readonly effects: number
  readonly doubtful: number
  readonly human: number
  /** ms from the moment from which it could be known until it was. */
  readonly waits: readonly number[]
  readonly counts: World['counts'] & { submissions: number }
}

/** For a moment or for longer than others wait, somewhere or right before a write leaves. */
function heldUp(random: Random, boundary: number): Process['stall'] {
  const write = random.chance(0.5)
  return { left: write ? 0 : boundary, write, ms: random.between(2 * SECOND, 150 * SECOND) }
}

/** Runs schedules one after the other, over one database that is emptied before each. */
export class Simulator {
  readonly time = new VirtualTime()
  #made: SharedDatabase | undefined

  async #database(): Promise<SharedDatabase> {
    if (!this.#made) {
      const made = new SharedDatabase(new Database(':memory:'))
      await migrate(new Process(made, this.time).db, MIGRATIONS)
      made.file.function('now_ms', () => this.time.now)
      made.file.exec(WATCH)
      this.#made = made
    }
    this.#made.file.exec(EMPTY)
    return this.#made
  }

  async run(seed: number): Promise<Report> {
    this.time.forget()
    this.time.now = START
    const random = randomOf(seed)
    // The pause before a reading is repeated.
    const pauses = randomOf(seed)
    Math.random = () => pauses.below(1000) / 1000
    const weather = {
      writes: random.pick([0, 0.2, 0.6]),
      reads: random.pick([0, 0, 0.1, 0.3]),
      slow: random.pick([20, 300, 1500]),
    }
    const database = await this.#database()
    const { db } = new Process(database, this.time)
    globalThis.atriumStore = Promise.resolve({
      db,
      kind: 'sqlite',
      close: () => db.destroy(),
      writable: async () => true,
    })
    return new Schedule(new World(this.time, database, random, weather), random).run(seed)
  }
}

class Schedule {
  readonly #world: World
  readonly #random: Random
  readonly #history: Invocation[] = []
  readonly #plot: Plot
  #persons = 0
  #hopeless = false

  constructor(world: World, random: Random) {
    this.#world = world
    this.#random = random
    this.#plot = plant(world.truth, random)
  }

  async run(seed: number): Promise<Report> {
    const { time } = this.#world
    this.#misfortunes()
    const steps = this.#random.between(1, 3)
    for (let step = 0; step < steps; step += 1) time.at(START + this.#random.below(MINUTE), () => this.#visit())
    for (let left = this.#random.below(4); left > 0; left -= 1) {
      time.at(START + this.#random.below(2 * MINUTE), () => meanwhile(this.#random, this.#world.truth, this.#plot))
    }
    for (const number of [0, 1]) time.at(START + number * 7 * SECOND, () => this.#look(number))
    await time.runUntil(START + 3 * MINUTE)
    const well = Math.max(time.now, this.#world.away[1])
    await time.runUntil(well)
    this.#world.weather = { writes: 0, reads: 0, slow: 20 }
    this.#world.lag = 0
    for (const number of [0, 1]) this.#world.slot(number).process.full = false
    await this.#settle()
    await this.#again()
    await this.#settle()
    const report = await this.#report(seed, well)
    time.forget()
    return report
  }

  #misfortunes(): void {
    const { time } = this.#world
    const random = this.#random
    if (random.chance(0.3)) this.#world.lag = random.between(100, 10_000)
    if (random.chance(0.3)) {
      this.#hopeless = random.chance(0.02)
      const start = START + random.below(2 * MINUTE)
      this.#world.away = [
        start,
        start +
          (this.#hopeless
            ? 25 * HOUR
            : random.between(5 * SECOND, random.pick([30 * SECOND, MINUTE, 2 * MINUTE, 20 * MINUTE]))),
      ]
    }
    for (let left = random.pick([0, 0, 1, 2, 3]); left > 0; left -= 1) {
      const [at, number, boundary, kind] = [
        random.below(100 * SECOND),
        random.below(2),
        random.below(30),
        random.below(4),
      ]
      time.at(START + at, () => {
        const { process } = this.#world.slot(number)
        if (kind === 0) process.stall = heldUp(random, boundary)
        else if (kind === 1) {
          process.full = true
          time.at(time.now + random.between(100, 20_000), () => (process.full = false))
        } else process.fuse = boundary
        if (kind === 0) this.#world.counts.stalls += 1
      })
    }
  }

  /** Somebody opens a page, thinks, and submits its form: once, twice, later again, or in two tabs. */
  #visit(): void {
    const { truth, time } = this.#world
    const random = this.#random
    const client = random.pick(this.#plot.clients)
    const what = someWish(random, truth, this.#plot, client)
    const at = time.now + random.between(500, 20_000)
    const ask = this.#ask(client, what)
    this.#submitAt(at, ask)
    if (random.chance(0.3)) this.#submitAt(at + random.below(800), ask)
    if (random.chance(0.15)) this.#submitAt(at + random.between(5000, 90_000), ask)
    if (random.chance(0.1)) this.#submitAt(at + random.below(30_000), { ...ask, what: tampered(what) })
    if (random.chance(0.3)) this.#submitAt(at + random.below(5000), this.#ask(client, what))
  }

  #ask(client: number, what: Ask['what']): Ask {
    this.#persons += 1
    return { key: `k${this.#persons}`, person: this.#persons, client, what }
  }

  #submitAt(at: number, ask: Ask): void {
    this.#world.time.at(at, () => void this.#submit(ask))
  }

  async #submit(ask: Ask): Promise<void> {
    const { truth, time, lag } = this.#world
    const first = !this.#history.some((one) => one.ask.key === ask.key)
    const seen = ask.what.kind === 'pay' ? ask.what.parts : []
    const before = seen.map(({ invoice }) => truth.balanceOf(invoice, time.now - lag))
    const invocation: Invocation = { ask, at: time.now, said: { kind: 'nothing' }, before, first }
    this.#history.push(invocation)
    const { process, whmcs } = this.#world.slot(this.#random.below(2))
    const works = { db: process.db, whmcs, kinds: tagged }
    const where = { location: MAIN, client: clientId(ask.client) }
    const said = await submit(works, where, ask).then(saidOf, refusedOf)
    if (process.alive) invocation.said = said
  }

  /** What `startReconciling` does: every 15 seconds, one round at a time. */
  #look(number: number): void {
    const { time } = this.#world
    const patient = this.#world.isAway() && this.#world.away[1] - time.now > 30 * MINUTE
    time.at(time.now + (patient ? 15 * MINUTE : ROUND), () => this.#look(number))
    const slot = this.#world.slot(number)
    if (slot.busy || !this.#waiting()) return
    slot.busy = true
    reconcile(slot.process.db, () => slot.whmcs, new Date(), { looks: slot.process.looks, kinds: tagged })
      // A full disk: the next round.
      .catch(() => undefined)
      .finally(() => (slot.busy = false))
  }

  #waiting(): boolean {
    const open =
      "select 1 from operations where state in ('intent', 'sending', 'unknown') or (state = 'applied' and checked_at is null)"
    return this.#world.database.all(open).length > 0
  }

  /** Forms are sent once more in the end: nothing happens, and what is said is so. */
  async #again(): Promise<void> {
    const { time } = this.#world
    const once = new Map(this.#history.map(({ ask }) => [ask.key, ask]))
    for (const number of [0, 1]) Object.assign(this.#world.slot(number).process, { fuse: null, stall: null })
    for (const ask of [...once.values()].slice(-4)) this.#submitAt(time.now, ask)
    await time.runUntil(time.now + MINUTE)
  }

  async #settle(): Promise<void> {
    const { time } = this.#world
    const end = time.now + HOUR
    while (this.#waiting() && time.now < end) await time.runUntil(time.now + ROUND)
  }

  async #report(seed: number, well: number): Promise<Report> {
    const { truth, time, database, counts } = this.#world
    const { db } = new Process(database, time)
    const operations = await db.selectFrom('operations').selectAll().execute()
    const audit = await db.selectFrom('audit').selectAll().execute()
    const query = 'select id, was as "from", became as "to", at from watched order by rowid'
    const changes = database.all<Timed>(query)
    const evidence: Evidence = { truth, history: this.#history, operations, audit, changes, hopeless: this.#hopeless }
    const chain = await verifyChain(db)
    const doubtful = new Set(changes.filter(({ to }) => to === 'unknown').map(({ id }) => id))
    const waits = changes
      .filter(({ id, to }) => doubtful.has(id) && (to === 'applied' || to === 'rejected'))
      .map(({ id, to, at }) => {
        const sent = operations.find((one) => one.id === id)?.sent_at ?? at
        return at - Math.max(well, to === 'rejected' ? sent + MINUTE : sent)
      })
    return {
      seed,
      found: [...check(evidence), ...(chain.ok ? [] : ['I6: the audit chain is broken'])],
      operations: operations.length,
      effects: truth.effects.filter(({ tag }) => tag !== null).length,
      doubtful: doubtful.size,
      human: operations.filter(({ state }) => state === 'human').length,
      waits: waits.map((ms) => Math.max(ms, 0)),
      counts: { ...counts, submissions: this.#history.length },
    }
  }
}
