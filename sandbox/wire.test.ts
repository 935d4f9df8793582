import { describe, expect, it } from 'vitest'
import { at, sandbox } from './testing/caller.ts'
import { nvp, phpJson, xml } from './wire/answer.ts'
import { parsePhpForm } from './wire/php-form.ts'

const plain = (form: string): unknown => JSON.parse(JSON.stringify(parsePhpForm(form)))

describe('the form is read as PHP reads it', () => {
  it.each([
    ['a=1&b=2', { a: '1', b: '2' }],
    ['a=1&a=2', { a: '2' }],
    ['a[b]=1&a[c]=2', { a: { b: '1', c: '2' } }],
    ['a[]=1&a[]=2', { a: { 0: '1', 1: '2' } }],
    ['a[5]=x&a[]=y', { a: { 5: 'x', 6: 'y' } }],
    ['a[b][]=1&a[b][]=2', { a: { b: { 0: '1', 1: '2' } } }],
    ['a.b=1&c d=2', { a_b: '1', c_d: '2' }],
    ['a%5Bb%5D=1', { a: { b: '1' } }],
    ['a[b=1', { a_b: '1' }],
    ['a=1&a[b]=2', { a: { b: '2' } }],
    ['a[b]=1&a=2', { a: '2' }],
    ['a', { a: '' }],
    ['=1&&', {}],
    ['a=x%2By+z', { a: 'x+y z' }],
    ['a=%zz', { a: '%zz' }],
    ['a=%C3%BC%E2%82%AC', { a: 'ü€' }],
    ['a=%C3%BC%zz', { a: 'ü%zz' }],
  ])('%s', (form, expected) => {
    expect(plain(form)).toEqual(expected)
  })

  it('takes no prototype for a parameter', () => {
    const form = parsePhpForm('__proto__[polluted]=1&constructor=2')
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
    expect(form['constructor']).toBe('2')
  })

  it('stops at a thousand parameters', () => {
    const form = parsePhpForm(Array.from({ length: 1500 }, (_, n) => `k${n}=1`).join('&'))
    expect(Object.keys(form)).toHaveLength(1000)
  })
})

describe('answers', () => {
  it('escapes slashes and everything beyond ASCII in JSON', () => {
    expect(phpJson({ a: 'x/y £ 株 😀' })).toBe('{"a":"x\\/y \\u00a3 \\u682a \\ud83d\\ude00"}')
  })
  it('flattens NVP', () => {
    expect(nvp({ result: 'success', rows: { row: [{ id: 1, ok: true, none: null }] } })).toBe(
      'result=success;rows[row][0][id]=1;rows[row][0][ok]=1;rows[row][0][none]=;',
    )
  })
  it('writes XML', () => {
    expect(xml('getx', '8.13', { result: 'success', rows: { row: [{ id: 1 }, { id: '<2>' }] } })).toContain(
      '<row>\n<id>1</id>\n</row>\n<row>\n<id>&lt;2&gt;</id>\n</row>',
    )
  })

  const { raw, app } = sandbox()
  it('come as NVP unless asked for as JSON', async () => {
    const { text } = await raw({ action: 'GetInvoice', invoiceid: 99_999, responsetype: '' })
    expect(text).toBe('result=error;message=Invoice ID Not Found;')
  })
  it('come as XML', async () => {
    const { text } = await raw({ action: 'GetCurrencies', responsetype: 'xml' })
    expect(text).toContain('<action>getcurrencies</action>')
  })
  it('take action names in any case', async () => {
    expect((await raw({ action: 'gEtCuRrEnCiEs' })).body.result).toBe('success')
  })
  it('refuse an unknown action', async () => {
    const { status, body } = await raw({ action: 'Nope' })
    expect([status, body.message]).toEqual([200, 'Invalid API Action: "nope" is not a valid API action'])
  })
  it('know no caller on a doubled path', async () => {
    const response = await app.request('/includes/api.php/includes/api.php', { method: 'POST' })
    expect(await response.json()).toEqual({ result: 'error', message: 'An admin user is required' })
  })
  it('read multipart forms, and no JSON', async () => {
    const form = new FormData()
    const pairs = {
      identifier: 'sandbox-identifier',
      secret: 'sandbox-secret',
      responsetype: 'json',
      action: 'GetCurrencies',
    }
    for (const [key, value] of Object.entries(pairs)) form.set(key, value)
    const asForm = await app.request('/includes/api.php', { method: 'POST', body: form })
    expect(at(await asForm.json(), 'result')).toBe('success')
    const headers = { 'content-type': 'application/json' }
    const asJson = await app.request('/includes/api.php', { method: 'POST', body: JSON.stringify(pairs), headers })
    expect(asJson.status).toBe(403)
  })
})

describe('paging', () => {
  const { call } = sandbox()
  it('starts at 0 and gives 25', async () => {
    const answer = await call('GetInvoices')
    expect([answer['startnumber'], answer['numreturned'], answer['totalresults']]).toEqual([0, 25, 54])
  })
  it('gives the rest, and then nothing', async () => {
    const rest = await call('GetInvoices', { limitstart: 50 })
    expect([rest['startnumber'], rest['numreturned']]).toEqual([50, 4])
    const beyond = await call('GetInvoices', { limitstart: 500 })
    expect([beyond['totalresults'], beyond['numreturned'], beyond['invoices']]).toEqual([54, 0, undefined])
  })
  it('reads numbers as PHP does', async () => {
    expect(await call('GetInvoices', { limitnum: '3 or so' })).toMatchObject({ numreturned: 3 })
    expect(await call('GetInvoices', { limitnum: '1e1' })).toMatchObject({ numreturned: 10 })
    expect(await call('GetInvoices', { limitnum: -1 })).toMatchObject({ numreturned: 25 })
    expect(await call('GetInvoices', { limitstart: -5 })).toMatchObject({ startnumber: 0 })
  })
  it('filters by nothing when the id is 0 or empty, as WHMCS does', async () => {
    expect(await call('GetInvoices', { userid: 0 })).toMatchObject({ totalresults: 54 })
    expect(await call('GetInvoices', { userid: '' })).toMatchObject({ totalresults: 54 })
  })
})
