import { expect, test } from 'vitest'
import { nextCall } from '@/server/observability/context'
import { asRequest } from '@/server/testing/request'
import { store } from '@/server/store/current'
import { endGrant } from '@/server/store/grants'
import { enterAccount } from './enter'
import { supportVisits } from './end'
import { exportVisits } from './export'
import { agent, form, owner, REASON, rows, stage } from './testing/stage'
import { trace } from './trail'

stage()

const INFO = { ref: 'test', ip: '10.0.0.1' }

async function visit(name: string) {
  const entered = await enterAccount(await agent(name), form())
  if (entered.kind !== 'entered') throw new Error(entered.kind)
  return entered.grant
}

test('a file of every visit: who, why, what was opened and how it ended; nothing of another account', async () => {
  const { db } = await store()
  const first = await visit('ada')
  await trace(first, INFO, { event: 'support.view', outcome: 'done', target: '/invoices' })
  await endGrant(db, first.id, 'customer', new Date())
  asRequest(INFO.ref, 'Canary browser')
  nextCall()
  const second = await visit('bea')
  await trace(second, INFO, { event: 'support.refused', outcome: 'refused', target: 'contact.add' })

  const file = await exportVisits(owner())
  expect(JSON.stringify(await rows('audit'))).toMatch(/Canary browser.*test-1|test-1.*Canary browser/)
  expect(file).not.toMatch(/Canary|test-1|calls/)
  const lines = file.trim().split('\r\n')
  const of = (id: string) => lines.filter((line) => line.startsWith(id))
  expect(of(first.id).map((line) => line.split(',').slice(6, 9))).toEqual([
    ['support.enter', 'done', expect.stringContaining('ticket:')],
    ['support.view', 'done', '/invoices'],
    ['support.ended', 'done', 'customer'],
  ])
  expect(of(second.id).map((line) => line.split(',')[6])).toEqual(['support.enter', 'support.refused'])
  expect(of(first.id).every((line) => line.includes(REASON) && line.includes('ada'))).toBe(true)
  expect((await exportVisits(owner(2))).trim().split('\r\n')).toHaveLength(1)
})

test('what was opened is told of an old visit too, however much happened in the account since', async () => {
  const { db } = await store()
  const first = await visit('ada')
  await trace(first, INFO, { event: 'support.view', outcome: 'done', target: '/credit' })
  await endGrant(db, first.id, 'agent', new Date())
  const second = await visit('bea')
  for (let n = 0; n < 600; n += 1) {
    await trace(second, INFO, { event: 'support.view', outcome: 'done', target: `/invoices/${n}` })
  }
  const visits = await supportVisits(owner())
  expect(visits.map(({ opened }) => opened.length)).toEqual([600, 1])
})
