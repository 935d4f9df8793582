import { expect, test, vi } from 'vitest'
import { clientId } from '@/lib/ids'
import type { Admitted } from '@/server/agents/admitted'
import { disableAgent } from '@/server/store/agents'
import { store } from '@/server/store/current'
import { requestsToLeads } from '@/server/store/support-requests'
import { allowSupport, stopSupport } from '@/server/store/support-stops'
import * as consent from './consent'
import { enterAccount } from './enter'
import * as stage from './testing/stage'
import {
  agent,
  choose,
  events,
  FAULTS,
  form,
  MAIN,
  newPin,
  openTicket,
  owner,
  rows,
  said,
  sandbox,
} from './testing/stage'
import * as waiting from './waiting'

stage.stage()

const ACCOUNT = { location: MAIN, client: clientId(1) }
const lead = async () => stage.admitted(await stage.signedIn('lea', 'lead'), 'lead')

/** The owner's yes to the question of this agent. */
async function allowed(ada: Admitted<'agent'>): Promise<void> {
  await choose('ask')
  await enterAccount(ada, form())
  const [asked] = (await consent.supportConsent(owner())).asked
  await consent.allowVisit(owner(), asked?.id ?? '')
}

/** What agents do on the way into an account: what stands before it, and the step itself, which WHMCS is asked for. */
const STEPS = {
  enters: async () => {
    const ada = await agent('ada')
    return () => enterAccount(ada, form())
  },
  'asks the owner': async () => {
    const ada = await agent('ada')
    await choose('ask')
    return () => enterAccount(ada, form())
  },
  'enters with a PIN': async () => {
    const ada = await agent('ada')
    await choose('pin')
    const pin = await newPin()
    return () => enterAccount(ada, form({ pin }))
  },
  'is let in': async () => {
    const ada = await agent('ada')
    await allowed(ada)
    return () => waiting.enterAllowed(ada)
  },
  'answers as a lead': async () => {
    const ada = await agent('ada')
    await enterAccount(ada, form({ ticket: null }))
    const [lea, { db }] = [await lead(), await store()]
    const [asked] = await requestsToLeads(db, lea.agent.id, new Date())
    return () => waiting.approve(lea, asked?.id ?? '', 'allowed')
  },
} as const
const NAMES = ['enters', 'asks the owner', 'enters with a PIN', 'is let in', 'answers as a lead'] as const

/** All that a step could leave behind. */
async function held() {
  const { db } = await store()
  const counted = await db.selectFrom('counters').select(['name', 'times']).orderBy('name').execute()
  const requests = await db.selectFrom('support_requests').selectAll().orderBy('id').execute()
  return { grants: await rows('grants'), pins: await rows('support_pins'), requests, counted, events: await events() }
}

test.each(NAMES)(
  'an agent %s while WHMCS is down: it says so, nothing is begun or used up, and it works afterwards',
  async (name) => {
    const step = await STEPS[name]()
    const before = await held()
    for (const fault of FAULTS) {
      sandbox.world.faults.add([fault])
      expect(await said(step()), JSON.stringify(fault)).toBe('unavailable')
      expect(await held(), JSON.stringify(fault)).toEqual(before)
      sandbox.world.faults.clear()
    }
    expect(await said(step())).toBe('done')
  },
)

test('a refusal that nobody foresaw is told as one, and opens nothing', async () => {
  for (const name of NAMES) {
    sandbox.reset()
    const step = await STEPS[name]()
    const before = await held()
    sandbox.world.faults.add([{ fault: 'refuse', message: 'Frobnication Not Permitted' }])
    expect(await said(step()), name).toBe('refused')
    expect(await held(), name).toEqual(before)
    const { db } = await store()
    for (const table of ['grants', 'support_requests', 'agent_sessions', 'agents'] as const)
      await db.deleteFrom(table).execute()
  }
})

/** What WHMCS would say, with something else in it: a plugin, a proxy, or somebody in between. */
async function lie(action: string, params: Readonly<Record<string, string>>, twist: (answer: string) => string) {
  const credentials = { identifier: 'sandbox-identifier', secret: 'sandbox-secret', responsetype: 'json' }
  const body = new URLSearchParams({ ...credentials, action, ...params })
  const answer = await sandbox.app.request('/includes/api.php', { method: 'POST', body })
  sandbox.world.faults.add([{ action, fault: 'status', status: 200, body: twist(await answer.text()) }])
}

test('a WHMCS that lies about account or ticket lets nobody in', async () => {
  const ada = await agent('ada')
  const ticket = openTicket()
  const tell = async (...told: Parameters<typeof lie>) => {
    sandbox.world.faults.clear()
    await lie(...told)
    return said(enterAccount(ada, form()))
  }
  const client = (id: string, twist = (answer: string) => answer) =>
    tell('GetClientsDetails', { clientid: id, stats: 'true' }, twist)
  const asked = { ticketid: String(ticket) }
  // Another customer; nobody who owns it.
  expect(await client('2')).toBe('unavailable')
  expect(await client('1', (answer) => answer.replaceAll('"owner_user_id":3,', ''))).toBe('support_ownerless')
  // Another ticket; somebody else's, or nobody's; one without a state.
  expect(await tell('GetTicket', asked, (answer) => answer.replace(/"ticketid":"?\d+"?/, '"ticketid":99999'))).toBe(
    'unavailable',
  )
  expect(await tell('GetTicket', asked, (answer) => answer.replace(/"userid":"?1"?,/, '"userid":2,'))).toBe(
    'support_ticket',
  )
  expect(await tell('GetTicket', asked, (answer) => answer.replace(/"userid":"?1"?,/, '"userid":0,'))).toBe(
    'support_ticket',
  )
  expect(await tell('GetTicket', asked, (answer) => answer.replace('"status":', '"state":'))).toBe('unavailable')
  expect(await rows('grants')).toEqual([])
  // The same without a lie.
  expect(await tell('GetTicket', asked, (answer) => answer)).toBe('done')
})

test('while WHMCS takes its time: twice is once, and who is stopped or disabled meanwhile is not in', async () => {
  sandbox.world.settings.latency = 100
  const { db } = await store()
  const meanwhile = async (by: Admitted<'agent'>, work: () => Promise<unknown>) => {
    const entering = said(enterAccount(by, form()))
    await vi.waitUntil(() => sandbox.world.store.all('api_calls').length > 0)
    await work()
    return entering
  }
  expect(await meanwhile(await agent('ada'), () => stopSupport(db, ACCOUNT, 'operator', new Date()))).toBe(
    'support_stopped',
  )
  await allowSupport(db, ACCOUNT)
  expect(await meanwhile(await agent('bob'), () => disableAgent(db, 'bob@example.com', new Date()))).toBe('signed_out')
  expect(await rows('grants')).toEqual([])
  const cyd = await agent('cyd')
  const twice = await Promise.all([said(enterAccount(cyd, form())), said(enterAccount(cyd, form()))])
  expect(twice.sort()).toEqual(['done', 'support_busy'])
  expect(await rows('grants')).toHaveLength(1)
})

test('a WHMCS that never answers is given up after eight seconds', async () => {
  const [ada, bob] = [await agent('ada'), await agent('bob')]
  await allowed(bob)
  await choose('notice')
  const before = await held()
  sandbox.world.faults.add([{ fault: 'latency', ms: 30_000 }])
  const started = Date.now()
  expect(await Promise.all([said(enterAccount(ada, form())), said(waiting.enterAllowed(bob))])).toEqual([
    'unavailable',
    'unavailable',
  ])
  expect(Date.now() - started).toBeLessThan(9_500)
  expect(await held()).toEqual(before)
}, 20_000)
