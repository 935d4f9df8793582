import { describe, expect, test } from 'vitest'
import { checkForm } from '@/lib/form-values'
import { fromCents } from '@/lib/money'
import { readQuote, writeQuote } from '@/lib/quote'
import { cancelInput } from '@/lib/schemas/cancel'
import { permit } from '@/server/access/permitted'
import { QUOTE_MS, signQuote } from '@/server/quote'
import { cancelService, getCancellation } from './cancel'
import { day, SERVICE, cancellingClient } from './testing/cancel'
import { answerOf } from './testing/people'

const rejected = (message: string) => ({ code: 'rejected', message, fields: {} })

describe('cancelling', () => {
  const { sandbox, viewer, form, invoice, requests, credits, calls } = cancellingClient(permit, {
    PORTAL_REFUND: 'credit',
  })
  const services = () => sandbox.world.store

  test('at the end of the period: one request, with the reason and the reference; nothing comes back', async () => {
    const input = await form('end')
    const done = await cancelService(viewer(), { ...input, reason: 'moving', details: 'To a\nneighbour <b>' })
    expect(done).toMatchObject({ service: SERVICE, endsOn: day(20), refund: { kind: 'none' } })
    expect(requests()).toMatchObject([
      {
        type: 'End of Billing Period',
        reason: `I am moving to another provider\nTo a\nneighbour <b>\n[${done.reference}]`,
      },
    ])
    expect(credits()).toEqual([])
    const { view } = await getCancellation(viewer(), SERVICE, 'end')
    expect(view.standing).toMatchObject({ kind: 'requested', reference: done.reference, refund: null })
  })

  test('immediately: the refund becomes credit, once, and the page says so', async () => {
    invoice({ due: day(-10) })
    const input = await form('now')
    const gross = readQuote(input.quote)?.gross ?? ''
    const before = services().byId('clients', 1)?.credit ?? 0
    await cancelService(viewer(), input)
    expect(requests()).toMatchObject([{ type: 'Immediate' }])
    expect(credits().map(({ amount }) => fromCents(BigInt(amount)))).toEqual([gross])
    expect(services().byId('clients', 1)?.credit).toBe(before + Number(credits()[0]?.amount))
    const { view } = await getCancellation(viewer(), SERVICE, null)
    expect(view.standing).toMatchObject({ refund: { kind: 'refund.credit', state: 'done', amount: gross } })
  })

  test('a request that was withdrawn after its refund: the period is not paid back a second time', async () => {
    invoice({ due: day(-10) })
    await cancelService(viewer(), await form('now'))
    expect(credits()).toHaveLength(1)
    services().remove('cancel_requests', 'WHERE relid = ?', SERVICE)
    const { review } = await getCancellation(viewer(), SERVICE, 'now')
    expect(review?.way.refund).toEqual({ kind: 'staff', reason: 'refunded_before' })
    await cancelService(viewer(), await form('now'))
    expect(requests()).toHaveLength(1)
    expect(credits()).toHaveLength(1)
  })

  test('where the invoices do not tell, staff are asked, and no figure is made up', async () => {
    invoice({ due: day(-10) })
    services().update('services', SERVICE, { nextduedate: day(50) })
    const { review } = await getCancellation(viewer(), SERVICE, 'now')
    expect(review?.way.refund).toEqual({ kind: 'staff', reason: 'paid_ahead' })
    await cancelService(viewer(), await form('now'))
    expect(credits()).toEqual([])
    const { view } = await getCancellation(viewer(), SERVICE, null)
    expect(view.standing).toMatchObject({ refund: { kind: 'refund.request', state: 'done', amount: null } })
  })

  test('the review: add-ons, the domain of the same name, unpaid invoices, the automatic payment', async () => {
    const id = invoice({ due: day(20), service: 1, paid: 0, status: 'Unpaid' })
    const { review } = await getCancellation(viewer(), 1, 'end')
    expect(review).toMatchObject({ automaticPayment: true, domains: [{ name: 'example.com' }] })
    expect(review?.unpaid.shown?.map((one) => one.id)).toContain(id)
    const other = await getCancellation(viewer(), SERVICE, 'end')
    expect(other.review).toMatchObject({
      automaticPayment: false,
      addons: [{ name: 'Hardware RAID' }],
      domains: [],
      unpaid: { count: 0 },
    })
  })

  test('a second time: the request that stands is shown, and nothing is sent', async () => {
    const input = await form('end')
    await cancelService(viewer(), input)
    expect(await answerOf(cancelService(viewer(), input))).toEqual(rejected('already_requested'))
    expect(calls('AddCancelRequest')).toHaveLength(1)
    // One that staff or WHMCS's own pages made is shown as well.
    const { view } = await getCancellation(viewer(), 11, 'end')
    expect(view.standing).toMatchObject({ kind: 'requested', reference: null })
  })

  test('the guards, each with its message', async () => {
    const never = async (type: 'end' | 'now', service: number, message: string) => {
      const quote = (await form('end')).quote
      const answer = answerOf(cancelService(viewer(), { service, type, reason: '', details: '', quote }))
      expect(await answer, message).toEqual(rejected(message))
    }
    await never('now', SERVICE, 'whmcs_immediate_cancellation_no_invoices')
    await never('now', 2, 'licence_active')
    await never('end', 9, 'not_cancellable')
    await never('end', 8, 'not_cancellable')
    await never('end', 12, 'not_cancellable')
    expect(calls('AddCancelRequest')).toHaveLength(0)
    const { view } = await getCancellation(viewer(), 2, 'now')
    expect(view.standing).toMatchObject({ ways: [{ type: 'end', blocked: null }, { blocked: 'licence_active' }] })
  })

  test('H2: somebody else’s service is one that does not exist', async () => {
    const input = await form('end')
    for (const service of [14, 987_654]) {
      expect(await answerOf(getCancellation(viewer(), service, 'end'))).toMatchObject({ code: 'not_found' })
      expect(await answerOf(cancelService(viewer(), { ...input, service }))).toMatchObject({ code: 'not_found' })
    }
    expect(await answerOf(cancelService(viewer(2), input))).toMatchObject({ code: 'not_found' })
    expect(calls('AddCancelRequest')).toHaveLength(0)
  })

  test('a review that is too old, of another service, type, person or account, or not signed: back to the review', async () => {
    invoice({ due: day(-10) })
    const input = await form('now')
    const said = readQuote(input.quote)
    if (!said) throw new Error('no quote')
    const forged = [
      { ...input, quote: '' },
      { ...input, quote: `${writeQuote({ ...said, gross: '9999.00' })}.${input.quote.split('.')[1]}` },
      { ...input, quote: signQuote({ ...said, gross: '9999.00' }) },
      { ...input, quote: signQuote({ ...said, client: 2 }) },
      { ...input, quote: signQuote({ ...said, person: 'user:4' }) },
      { ...input, quote: signQuote({ ...said, location: 'us' }) },
      { ...input, quote: signQuote({ ...said, service: 1 }) },
      { ...input, quote: signQuote({ ...said, endsOn: day(1) }) },
      { ...input, type: 'end' as const },
    ]
    for (const one of forged) {
      expect(await answerOf(cancelService(viewer(), one))).toEqual(rejected('changed_meanwhile'))
    }
    const late = new Date(Date.now() + QUOTE_MS + 1)
    if (late.toISOString().slice(0, 10) === day(0)) {
      expect(await answerOf(cancelService(viewer(), input, late))).toEqual(rejected('changed_meanwhile'))
    }
    // Meanwhile staff paid something back.
    services().insert('transactions', { userid: 1, invoiceid: 0, transid: 'other', rate: '1.00000' })
    const paying = services().first('invoices', 'ORDER BY id DESC')?.id ?? 0
    services().insert('transactions', {
      userid: 1,
      invoiceid: paying,
      amountout: 500,
      transid: 'back',
      rate: '1.00000',
    })
    expect(await answerOf(cancelService(viewer(), input))).toEqual(rejected('changed_meanwhile'))
    expect(calls('AddCancelRequest')).toHaveLength(0)
    expect(credits()).toEqual([])
  })

  test('H1, H3, H4: amounts, clients, messages and other types are not part of the form', () => {
    const good = { service: '3', type: 'end', reason: '', details: '', quote: 'x' }
    expect(checkForm(cancelInput(false), good).ok).toBe(true)
    for (const name of ['refund', 'total_with_tax', 'currency', 'clientid', 'location', 'email', 'refund_message']) {
      expect(checkForm(cancelInput(false), { ...good, [name]: '50.00' }).ok, name).toBe(false)
    }
    for (const type of ['1', 'Immediate', '', 'END']) {
      expect(checkForm(cancelInput(false), { ...good, type })).toMatchObject({ faults: { type: 'choice' } })
    }
    expect(checkForm(cancelInput(true), good)).toMatchObject({ faults: { reason: 'reason_required' } })
    expect(checkForm(cancelInput(false), { ...good, details: 'x'.repeat(1001) }).ok).toBe(false)
  })
})
