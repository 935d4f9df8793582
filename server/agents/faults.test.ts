import { expect, test } from 'vitest'
import { parseAgentQuery } from '@/lib/schemas/agent-query'
import { isUnavailable } from '@/server/errors'
import { store } from '@/server/store/current'
import { entryForm } from '@/server/support/enter'
import { agent, events, FAULTS, MAIN, rows, sandbox, stage } from '@/server/support/testing/stage'
import type { Admitted } from './admitted'
import { consoleHome } from './console'
import * as sheets from './sheet'

stage()

const LOOKS = {
  'searches a name': (by: Admitted<'agent'>) => consoleHome(by, parseAgentQuery({ q: 'Jane' })),
  'searches a number': (by: Admitted<'agent'>) => consoleHome(by, parseAgentQuery({ q: '#1' })),
  'searches a domain': (by: Admitted<'agent'>) => consoleHome(by, parseAgentQuery({ q: 'vps1.example.com' })),
  'opens the sheet': (by: Admitted<'agent'>) => sheets.openSheet(by, '', 1),
  'opens the form': (by: Admitted<'agent'>) => entryForm(by, '', 1),
} as const
const NAMES = [
  'searches a name',
  'searches a number',
  'searches a domain',
  'opens the sheet',
  'opens the form',
] as const

test.each(NAMES)(
  'an agent %s while WHMCS is down: it is no empty answer, it is on record, and the same again costs nothing',
  async (name) => {
    const sam = await agent('sam')
    // Asked for once and kept: an answer that is still on its way must not be the next look's.
    await sam.whmcs.get(MAIN)?.version()
    const look = () => LOOKS[name](sam)
    const { db } = await store()
    const counted = () => db.selectFrom('counters').select(['name', 'times']).orderBy('name').execute()
    let before: unknown
    for (const fault of FAULTS) {
      const told = (await events()).length
      sandbox.world.faults.add([fault])
      expect(await look().then(() => false, isUnavailable), JSON.stringify(fault)).toBe(true)
      expect((await events()).slice(told), JSON.stringify(fault)).toEqual([
        expect.stringMatching(/^agent\.(search|client) failed$/),
      ])
      before ??= await counted()
      sandbox.world.faults.clear()
    }
    expect(await look()).toBeTruthy()
    expect((await events()).at(-1)).toMatch(/^agent\.(search|client) done$/)
    expect(await counted()).toEqual(before)
    expect(await rows('grants')).toEqual([])
  },
)

test('a refusal that nobody foresaw is no empty answer either, and is on record', async () => {
  const sam = await agent('sam')
  for (const name of NAMES) {
    sandbox.world.faults.add([{ fault: 'refuse', message: 'Frobnication Not Permitted' }])
    await expect(LOOKS[name](sam), name).rejects.toMatchObject({ failure: 'refused' })
    expect((await events()).at(-1), name).toMatch(/ failed$/)
    sandbox.world.faults.clear()
  }
})

test('a part of the sheet that WHMCS does not give fails alone, and is never an empty list', async () => {
  const sheet = await sheets.openSheet(await agent('sam'), '', 1)
  if (!sheet) throw new Error('limited')
  for (const fault of FAULTS) {
    sandbox.world.faults.add([fault])
    const parts = await Promise.allSettled([
      ...[sheets.sheetPeople(sheet), sheets.sheetInvoices(sheet), sheets.sheetServices(sheet)],
      ...[sheets.sheetTickets(sheet), sheets.sheetCancellations(sheet), sheets.sheetEvents(sheet)],
    ])
    const failed = parts.map((part) => part.status === 'rejected' && isUnavailable(part.reason))
    // What happened in the portal is the portal's own to tell.
    expect(failed, JSON.stringify(fault)).toEqual([true, true, true, true, true, false])
    sandbox.world.faults.clear()
  }
})

test('what is asked for the form is counted like a sheet', async () => {
  const sam = await agent('sam')
  const { db } = await store()
  for (let client = 2; client <= 61; client += 1) await sheets.openSheet(sam, '', client).catch(() => null)
  const calls = sandbox.world.store.all('api_calls').length
  expect(await entryForm(sam, '', 1)).toBeNull()
  expect(sandbox.world.store.all('api_calls')).toHaveLength(calls)
  expect((await events()).at(-1)).toBe('agent.client refused')
  await db.deleteFrom('counters').execute()
  expect(await entryForm(sam, '', 1)).toMatchObject({ client: { id: 1 } })
  expect((await events()).at(-1)).toBe('agent.client done')
})
