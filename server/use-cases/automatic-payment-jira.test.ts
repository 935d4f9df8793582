import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { permit } from '@/server/access/permitted'
import { reconcile } from '@/server/operations/reconcile'
import { openOperations, startSending } from '@/server/store/operations'
import { getAutomaticPayment, stopAutomaticPayment } from './automatic-payment'
import { useCancellations } from './testing/cancellations'
import { startJira } from './testing/jira'
import { answerOf, UNKNOWN } from './testing/people'

/** Service 1 of client 1 is paid by subscription sub_C1_0001. */
const PAID = 1
const jira = await startJira()

describe('stopping an automatic payment through Jira', () => {
  const it = useCancellations('8.13', permit, jira.settings)
  const stop = () => stopAutomaticPayment(it.as('orders'), PAID)
  const see = async () => (await getAutomaticPayment(it.as('orders'), PAID)).asked

  beforeEach(() => {
    jira.issues.length = 0
    Object.assign(jira.state, { mood: 'well', lags: false })
  })
  afterEach(() => expect(jira.wrong).toEqual([]))

  test('an issue that fits the documented schema, found again by its label', async () => {
    await stop()
    expect(jira.issues).toMatchObject([{ key: 'OPS-1', labels: [expect.stringMatching(/^AT-[0-9A-F]{12}$/)] }])
    expect(jira.issues[0]?.summary).toBe('Stop the automatic payment of service 1 (main, client 1)')
    expect(JSON.stringify(jira.issues[0]?.description)).toContain('sub_C1_0001')
    expect(await see()).toMatchObject({ via: 'jira', reference: 'OPS-1', proved: true })
    expect(it.tickets()).toEqual([])
  })

  test.each(['lost', 'broken'] as const)(
    '%s answers are proved by the label, and nothing is sent twice',
    async (mood) => {
      jira.state.mood = mood
      await stop()
      expect(jira.issues).toHaveLength(1)
      expect(await see()).toMatchObject({ reference: 'OPS-1', proved: true })
    },
  )

  test('a search that lags behind: unknown, until it shows the issue', async () => {
    Object.assign(jira.state, { mood: 'lost', lags: true })
    expect(await answerOf(stop())).toEqual(UNKNOWN)
    expect(await see()).toMatchObject({ via: 'jira', proved: false, reference: expect.stringMatching(/^AT-/) })
    expect(await answerOf(stop())).toMatchObject({ code: 'rejected', message: 'asked_already' })
    jira.state.lags = false
    await reconcile(it.db(), it.whmcs, new Date())
    expect(await see()).toMatchObject({ reference: 'OPS-1', proved: true })
    expect(jira.issues).toHaveLength(1)
  })

  test('a process that died while it sent: proved after its lease', async () => {
    const viewer = it.as('orders')
    const details = { service: PAID, subscription: 'sub_C1_0001', gateway: 'stripe', via: 'jira', after: null }
    const plan = { location: it.location, client: viewer.clientId, person: viewer.person, details }
    const target = `service:${PAID}`
    const [dead] = (await openOperations(it.db(), [{ ...plan, kind: 'subscription.stop', target }], new Date())) ?? []
    await startSending(it.db(), dead?.id ?? '', new Date())
    const later = (ms: number) => new Date(Date.now() + ms)
    await reconcile(it.db(), it.whmcs, later(61_000))
    await reconcile(it.db(), it.whmcs, later(122_000))
    expect(await see()).toBeNull()
    await stop()
    expect(jira.issues).toHaveLength(1)
  })

  test('refused or out of reach: nothing was asked', async () => {
    jira.state.mood = 'refuses'
    expect(await answerOf(stop())).toMatchObject({ code: 'unavailable' })
    expect(await see()).toBeNull()
    await jira.stop()
    expect(await answerOf(stop())).toMatchObject({ code: 'unavailable' })
    expect(jira.issues).toEqual([])
  })
})
