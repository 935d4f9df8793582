import { expect, test, vi } from 'vitest'
import type { Person } from '@/lib/ids'
import { clientId } from '@/lib/ids'
import { store } from '@/server/store/current'
import { allowSupport, stopSupport } from '@/server/store/support-stops'
import * as consent from './consent'
import { enterAccount } from './enter'
import {
  admitted,
  agent,
  choose,
  events,
  form,
  MAIN,
  openTicket,
  OVER,
  owner,
  OWNER,
  REASON,
  rows,
  said,
  sandbox,
  signedIn,
  stage,
} from './testing/stage'
import * as waiting from './waiting'

stage()

test('nobody’s choice is a notice; a choice is one account’s alone', async () => {
  expect((await enterAccount(await agent('ada'), form())).kind).toBe('entered')
  expect(await consent.supportConsent(owner())).toMatchObject({ mode: 'notice', choices: ['notice', 'ask', 'pin'] })
  await choose('pin')
  expect(await consent.consentFor({ location: MAIN, client: 1 })).toBe('pin')
  expect(await consent.consentFor({ location: MAIN, client: 2 })).toBe('notice')
})

test('an account that is asked: nobody enters before the yes, and a yes opens once', async () => {
  await choose('ask')
  const ada = await agent('ada')
  expect(await enterAccount(ada, form())).toMatchObject({
    kind: 'asked',
    decider: 'owner',
    to: { email: 'owner@example.com' },
  })
  expect(await rows('grants')).toEqual([])
  expect(await said(waiting.enterAllowed(ada))).toBe(OVER)
  const [asked] = (await consent.supportConsent(owner())).asked
  expect(asked).toMatchObject({ agentName: 'ada', agentRole: 'support', reason: REASON, allowed: false })
  const id = asked?.id ?? ''
  expect(await said(consent.allowVisit(owner(2), id))).toBe(OVER)
  expect(await said(consent.allowVisit(owner(), id))).toBe('done')
  const tries = await Promise.all(Array.from({ length: 5 }, () => said(waiting.enterAllowed(ada))))
  expect(tries.filter((one) => one === 'done')).toHaveLength(1)
  expect(await rows('grants')).toHaveLength(1)
  expect(await said(waiting.enterAllowed(ada))).toBe(OVER)
  expect(await events()).toEqual(expect.arrayContaining(['support.ask done', 'support.enter done']))
})

test('what changed since the question counts: ticket, account, a no, a withdrawal, a stop, the time', async () => {
  await choose('ask')
  const ada = await agent('ada')
  const allowed = async () => {
    sandbox.reset()
    await enterAccount(ada, form())
    const [asked] = (await consent.supportConsent(owner())).asked
    await consent.allowVisit(owner(), asked?.id ?? '')
    return asked?.id ?? ''
  }
  await allowed()
  sandbox.world.store.update('tickets', openTicket(), { status: 'Closed' })
  expect(await said(waiting.enterAllowed(ada))).toBe('support_ticket')
  await allowed()
  sandbox.world.store.update('clients', 1, { status: 'Closed' })
  expect(await said(waiting.enterAllowed(ada))).toBe('support_closed')
  await consent.refuseVisit(owner(), await allowed())
  expect(await said(waiting.enterAllowed(ada))).toBe(OVER)
  await allowed()
  await waiting.withdraw(ada)
  expect(await said(waiting.enterAllowed(ada))).toBe(OVER)
  await allowed()
  const { db } = await store()
  await stopSupport(db, { location: MAIN, client: clientId(1) }, 'agent:1', new Date())
  expect(await said(waiting.enterAllowed(ada))).toBe('support_stopped')
  await allowSupport(db, { location: MAIN, client: clientId(1) })
  await allowed()
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 15 * 60_000 })
  expect(await waiting.waitingRequest(ada)).toMatchObject({ state: 'expired' })
  expect(await said(waiting.enterAllowed(ada))).toBe(OVER)
  expect(await rows('grants')).toEqual([])
})

test('another agent who leads can allow it: never one’s own, told at once, and marked', async () => {
  await choose('pin')
  const [ada, lea] = [await agent('ada'), admitted(await signedIn('lea', 'lead'), 'lead')]
  expect(await enterAccount(ada, form({ lead: 'yes' }))).toMatchObject({ kind: 'asked', decider: 'lead' })
  expect((await consent.supportConsent(owner())).asked).toEqual([])
  const [asked] = await waiting.approvals(lea)
  expect(asked).toMatchObject({ agentName: 'ada', reason: REASON })
  expect(await said(consent.allowVisit(owner(), asked?.id ?? ''))).toBe(OVER)
  expect(await waiting.approve(lea, asked?.id ?? '', 'allowed')).toMatchObject({ to: { email: 'owner@example.com' } })
  expect(await said(waiting.enterAllowed(ada))).toBe('done')
  expect((await events()).filter((one) => one === 'support.override done')).toHaveLength(2)
  const { visits } = await consent.supportAccess(owner())
  expect(visits).toMatchObject([{ agentName: 'ada', overridden: true }])

  // Who leads asks another who does.
  const session = await signedIn('lou', 'lead')
  const [own, mine] = [admitted(session, 'agent'), admitted(session, 'lead')]
  await enterAccount(own, form({ ticket: null }))
  expect(await waiting.approvals(mine)).toEqual([])
  const [theirs] = await waiting.approvals(lea)
  expect(theirs).toMatchObject({ agentName: 'lou', ticket: '' })
  expect(await said(waiting.approve(mine, theirs?.id ?? '', 'allowed'))).toBe(OVER)
  expect(await waiting.approve(lea, theirs?.id ?? '', 'refused')).toBeNull()
  expect(await said(waiting.enterAllowed(own))).toBe(OVER)
})

test('only the owner’s pages learn of it, and nothing of WHMCS is asked for that', async () => {
  await choose('ask')
  const ada = await agent('ada')
  await enterAccount(ada, form())
  const session = (person: Person, client: number | null = 1) => ({
    ...{ location: MAIN, person },
    clientId: client === null ? null : clientId(client),
  })
  const calls = sandbox.world.store.all('api_calls').length
  expect(await consent.supportNews(session(OWNER))).toEqual({ inside: [], asked: true })
  const nothing = { inside: [], asked: false }
  for (const other of [session({ kind: 'user', id: 2 }), session({ kind: 'client', id: 3 }), session(OWNER, null)]) {
    expect(await consent.supportNews(other)).toEqual(nothing)
  }
  expect(await consent.supportNews(session(OWNER, 2))).toEqual(nothing)
  expect(sandbox.world.store.all('api_calls').length).toBe(calls)
  const [asked] = (await consent.supportConsent(owner())).asked
  await consent.allowVisit(owner(), asked?.id ?? '')
  const { grant } = await waiting.enterAllowed(ada)
  expect(await consent.supportNews(session(OWNER))).toEqual({ inside: [grant.id], asked: false })
})
