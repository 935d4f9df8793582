import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { AuditTable } from '@/server/store/audit'
import { verifyChain } from '@/server/store/audit'
import type { Place } from '@/server/store/testing/contract'
import { onBoth } from '@/server/store/testing/contract'
import { beginVisit } from '@/server/support/testing/changing'
import type { Fake } from '@/server/whmcs/testing/fake'
import { byAction, fakeWhmcs } from '@/server/whmcs/testing/fake'
import { PLANTED_FOR_AGENTS } from './testing/planted'
import { start } from './testing/programs'
import type { Random } from './testing/random'
import { randomOf } from './testing/random'

/** A process is killed with so many submissions under way. */
const TOGETHER = 100

const CLIENT = {
  firstname: 'T',
  lastname: 'C',
  email: 'c@example.com',
  currency: 1,
  currency_code: 'EUR',
  credit: '0.00',
}
const CLIENT_ANSWER = { result: 'success', client: { id: 1, ...CLIENT, status: 'Active' } }

/** WHMCS, as far as it is asked here; now and then its answer is lost on the way. */
async function farSide(random: Random) {
  const added: string[] = []
  const answer = byAction({ GetClientsDetails: CLIENT_ANSWER, AddContact: { result: 'success', contactid: 7 } })
  const fake = await fakeWhmcs(async (received, response, request) => {
    const adding = received.params.get('action') === 'AddContact'
    await pause(random.below(8))
    if (adding) added.push(String(received.params.get('email')).split('@')[0] ?? '')
    await pause(random.below(8))
    if (adding && random.chance(0.1)) request.socket.destroy()
    else await answer(received, response, request)
  })
  return { fake, added }
}

async function hire({ config }: Place, fake: Fake, handle: string, plant: readonly string[]) {
  const child = start('support-worker.ts', [config.databaseUrl ?? '', config.dataDir, fake.url, handle, ...plant])
  const ended = once(child, 'close')
  const said = new Set<string>()
  const lines = createInterface({ input: child.stdout }).on('line', (line) => said.add(line))
  await Promise.race([once(lines, 'line'), ended])
  child.stdin.on('error', () => undefined)
  return {
    ask: (name: string) => child.stdin.write(`${name}\n`),
    said,
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** What WHMCS was asked to do without all of its traces: the submission, and what was to be changed, by the agent. */
function unrecorded(added: readonly string[], audit: readonly AuditTable[]): string[] {
  const traces = new Set(
    audit.map(({ event, outcome, ref, actor }) => `${event} ${outcome} ${ref} ${actor.split(':')[0]}`),
  )
  return added.flatMap((name, index) => [
    ...(traces.has(`contact.add attempted ${name} agent`) ? [] : [`${name}: no submission`]),
    ...(traces.has(`support.change attempted ${name} agent`) ? [] : [`${name}: no change`]),
    ...(added.indexOf(name) === index ? [] : [`${name}: twice`]),
  ])
}

async function killed(place: Place, runs: number, ...plant: readonly string[]) {
  const { db } = await place.open()
  const random = randomOf(21)
  const moments = randomOf(5)
  const { fake, added } = await farSide(random)
  await using whmcs = fake
  const { handle } = await beginVisit(db, 'contacts')
  let hand = await hire(place, whmcs, handle, plant)
  for (let first = 0; first < runs; first += TOGETHER) {
    const next = hire(place, whmcs, handle, plant)
    const before = added.length
    for (let run = first; run < first + TOGETHER; run += 1) {
      hand.ask(`s${run}`)
      // The same form once more: a double click.
      if (random.chance(0.2)) hand.ask(`s${run}`)
    }
    // By what has happened and not by the clock: the machine may be busy.
    const enough = before + moments.between(1, TOGETHER - 10)
    while (added.length < enough && hand.said.size <= TOGETHER) await pause(2)
    await hand.kill()
    hand = await next
  }
  await hand.kill()
  const audit = await db.selectFrom('audit').selectAll().execute()
  return { db, added, audit, found: unrecorded(added, audit) }
}

onBoth('processes killed while an agent changes something', (place) => {
  it('never has WHMCS changed without a trace, nor twice', { timeout: 300_000 }, async () => {
    const { db, added, audit, found } = await killed(place, 1_000)
    expect(found).toEqual([])
    // A test in which nothing happens, or everything ends well, proves nothing.
    const named = (event: string, outcomes: readonly string[]) =>
      new Set(audit.flatMap((row) => (row.event === event && outcomes.includes(row.outcome) ? row.ref : [])))
    const ended = named('contact.add', ['done', 'failed', 'unknown'])
    const cutOff = [...named('contact.add', ['attempted'])].filter((ref) => !ended.has(ref))
    expect(added.length).toBeGreaterThan(200)
    expect(cutOff.length).toBeGreaterThan(20)
    expect(cutOff.some((ref) => added.includes(ref))).toBe(true)
    expect(await verifyChain(db)).toMatchObject({ ok: true })
  })

  it.each(Object.keys(PLANTED_FOR_AGENTS))('the checker sees that %s', { timeout: 60_000 }, async (name) => {
    expect((await killed(place, TOGETHER, `--plant=${name}`)).found.length).toBeGreaterThan(0)
  })
})
