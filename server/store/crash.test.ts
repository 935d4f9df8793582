import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { sessionId } from '@/lib/ids'
import { verifyChain } from '@/server/store/audit'
import { findSession } from '@/server/store/sessions'
import { onBoth } from '@/server/store/testing/contract'
import { startWorker } from '@/server/store/testing/processes'

const ROUNDS = 4

onBoth('processes killed while they write', (place) => {
  it('lose nothing they were told is stored, and leave nothing half done', async () => {
    const said: string[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const workers = await Promise.all(['a', 'b'].map((who) => startWorker('write', place.config, `${who}${round}`)))
      for (const worker of workers) worker.go()
      while (workers.some((worker) => worker.lines().length < 10 && worker.process.exitCode === null)) await sleep(5)
      await sleep(Math.random() * 60)
      for (const worker of workers) worker.process.kill('SIGKILL')
      await Promise.all(workers.map((worker) => worker.ended))
      for (const worker of workers) {
        expect(worker.errors()).toBe('')
        said.push(...worker.lines())
      }
    }
    const { db } = await place.open()
    const told = (word: string) =>
      said.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1))
    expect(told('settled').length).toBeGreaterThan(ROUNDS)

    const intents = new Map(
      (await db.selectFrom('intents').selectAll().execute()).map((row) => [row.intent, row.state]),
    )
    expect(told('claimed').filter((intent) => !intents.has(intent))).toEqual([])
    expect(told('settled').filter((intent) => intents.get(intent) !== 'done')).toEqual([])
    for (const id of told('session')) expect(await findSession(db, sessionId(id), new Date())).not.toBeNull()

    // Neither without the other: an intent and its audit rows were one transaction.
    const trail = await db.selectFrom('audit').select(['ref', 'outcome']).orderBy('seq').execute()
    const of = (outcome: string) => trail.filter((row) => row.outcome === outcome).map((row) => row.ref)
    expect(of('attempted').toSorted()).toEqual([...intents.keys()].toSorted())
    const done = [...intents].filter(([, state]) => state === 'done').map(([intent]) => intent)
    expect(of('done').toSorted()).toEqual(done.toSorted())
    expect(await verifyChain(db)).toEqual({ ok: true, rows: trail.length })
  })
})
