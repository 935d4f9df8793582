import { performance } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { consentOf, tryPin } from '@/server/store/consents'
import { store } from '@/server/store/current'
import * as consent from './consent'
import { enterAccount } from './enter'
import { agent, choose, form, MAIN, newPin, owner, rows, said, stage } from './testing/stage'

stage()

test('a PIN: shown once, kept as a keyed hash, one visit, its own account, five tries', async () => {
  expect(await said(consent.makePin(owner()))).toBe('support_mode')
  await choose('pin')
  const ada = await agent('ada')
  expect(await said(enterAccount(ada, form()))).toBe('support_pin')
  const first = await newPin()
  expect(first).toMatch(/^\d{4} \d{4}$/)
  const pin = await newPin()
  expect(await said(enterAccount(ada, form({ pin: first })))).toBe('support_pin')
  const kept = JSON.stringify([await rows('support_pins'), await rows('audit'), await rows('intents')])
  expect(kept).not.toContain(pin.replace(' ', ''))
  expect(await said(enterAccount(ada, form({ pin, client: 2, ticket: null })))).toBe('done')
  expect(await rows('grants')).toEqual([])
  expect((await enterAccount(ada, form({ pin }))).kind).toBe('entered')
  expect(await said(enterAccount(await agent('bob'), form({ pin })))).toBe('support_pin')
  const burnt = await newPin()
  const cyd = await agent('cyd')
  for (let index = 0; index < 5; index += 1)
    expect(await said(enterAccount(cyd, form({ pin: '0' })))).toBe('support_pin')
  expect(await said(enterAccount(cyd, form({ pin: burnt })))).toBe('support_pin')
})

test('two agents who use the same PIN at once: one is in', async () => {
  await choose('pin')
  for (let round = 0; round < 5; round += 1) {
    const pin = await newPin()
    const agents = await Promise.all([agent(`ada${round}`), agent(`bob${round}`)])
    await (await store()).db.deleteFrom('grants').execute()
    const tries = await Promise.all(agents.map((one) => said(enterAccount(one, form({ pin })))))
    expect(tries.sort()).toEqual(['done', 'support_pin'])
  }
})

test('a PIN tells nothing by its time', async () => {
  await choose('pin')
  const { db } = await store()
  const account = { location: MAIN, client: 1 }
  const spans: Record<'right' | 'wrong' | 'none', number[]> = { right: [], wrong: [], none: [] }
  for (let round = 0; round < 60; round += 1) {
    const pin = await newPin()
    for (const [kind, typed, of] of [
      ['right', pin, account],
      ['wrong', '00000000', account],
      ['none', pin, { location: MAIN, client: 99 }],
    ] as const) {
      const began = performance.now()
      await tryPin(db, of, consent.pinMac(of, typed), new Date())
      spans[kind].push(performance.now() - began)
    }
  }
  const middle = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0
  expect(Math.abs(middle(spans.right) - middle(spans.wrong))).toBeLessThan(5)
  expect(Math.abs(middle(spans.right) - middle(spans.none))).toBeLessThan(5)
})

test('leaving the PIN’s way kills the PIN', async () => {
  await choose('pin')
  const pin = await newPin()
  await choose('ask')
  await choose('pin')
  expect(await said(enterAccount(await agent('ada'), form({ pin })))).toBe('support_pin')
  expect(await consentOf((await store()).db, { location: MAIN, client: 1 })).toBe('pin')
})
