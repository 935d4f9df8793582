import { describe, expect, test } from 'vitest'
import { readQuote } from '@/lib/quote'
import { permit } from '@/server/access/permitted'
import { cancelService, getCancellation } from './cancel'
import { day, SERVICE, cancellingClient } from './testing/cancel'

describe('policy request', () => {
  const { sandbox, viewer, form, invoice, credits } = cancellingClient(permit, { PORTAL_REFUND: 'request' })

  test('staff get a ticket with the figures, and no credit is made', async () => {
    invoice({ due: day(-10) })
    const input = await form('now')
    const gross = readQuote(input.quote)?.gross ?? ''
    await cancelService(viewer(), input)
    const [ticket] = sandbox.world.store.all('tickets', 'ORDER BY id DESC')
    expect(ticket?.subject ?? '').toContain('Refund for service 3 [AT-')
    expect(JSON.stringify(ticket)).toContain(gross)
    expect(credits()).toEqual([])
    const { view } = await getCancellation(viewer(), SERVICE, null)
    expect(view.standing).toMatchObject({ refund: { kind: 'refund.request', state: 'done', amount: gross } })
  })
})
