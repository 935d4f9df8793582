import { describe, expect, test } from 'vitest'
import { fakeWhmcs, json, type Reply } from './testing/fake'
import {
  EnterThing,
  failureOf,
  GetThing,
  GOOD,
  html,
  meaning,
  reset,
  says,
  SetThing,
  status,
  text,
} from './testing/operations'

describe('what an answer means', () => {
  const once = { reads: 1, rest: 2 }
  const twice = { reads: 2, rest: 2 }
  const doubtful = { handover: 'unreachable', write: 'outcome_unknown' }
  const strange = { read: 'malformed', handover: 'malformed', write: 'outcome_unknown' }
  const lost = { read: 'unreachable', ...doubtful }

  test.each<[string, Reply, object]>([
    ['success', (_, response) => json(response, GOOD), { read: 'ok', handover: 'ok', write: 'ok', ...once }],
    ['status: success', text('{"status":"success","id":7}'), { read: 'ok', handover: 'ok', write: 'ok', ...once }],
    ['an HTML page', html, { ...strange, ...once }],
    ['nothing', text(''), { ...strange, ...once }],
    ['text', text('result=success'), { ...strange, ...once }],
    ['another shape', text('{"result":"success","id":"x"}'), { ...strange, ...once }],
    ['no result', text('{"id":7}'), { ...strange, ...once }],
    ['result Success', text('{"result":"Success","id":7}'), { ...strange, ...once }],
    ['result against status', text('{"result":"","status":"success","id":7}'), { ...strange, ...once }],
    ['duplicate keys', text('{"result":"error","result":"success","id":7}'), { ...strange, ...once }],
    ['__proto__', text('{"result":"success","id":7,"__proto__":{}}'), { ...strange, ...once }],
    ['a redirect', status(302), { ...strange, ...once }],
    ['404', status(404), { ...strange, ...once }],
    ['500', status(500), { ...lost, ...once }],
    ['502', status(502), { ...lost, ...twice }],
    ['503', status(503), { ...lost, ...twice }],
    ['504', status(504), { ...lost, ...twice }],
    ['403 from an edge', status(403), { ...lost, ...twice }],
    ['a reset', reset, { ...lost, ...twice }],
    ['500 with an answer', text('{"result":"success","id":7}'), { read: 'ok', ...once }],
    ['a refusal', says('Client ID Not Found'), { read: 'refused', handover: 'refused', write: 'refused', ...once }],
    [
      'status: error',
      text('{"status":"error","message":"Client ID Not Found"}'),
      { read: 'refused', handover: 'refused', write: 'refused', ...once },
    ],
    [
      'data that is not UTF-8',
      says('Error generating JSON encoded response: Malformed UTF-8 characters, possibly incorrectly encoded'),
      { ...strange, ...once },
    ],
    [
      'an action outside the role',
      says('Invalid Permissions: API action "getthing" is not allowed', 403),
      { read: 'credentials', handover: 'credentials', write: 'credentials', ...once },
    ],
    [
      'an unknown sentence under 403',
      says('Something about you', 403),
      { read: 'credentials', handover: 'credentials', write: 'credentials', ...once },
    ],
  ])('%s', async (_, reply, expected) => {
    expect(await meaning(reply)).toMatchObject(expected)
  })

  test('a warning that is not a deprecation puts a write in doubt', async () => {
    const warned = (warning: string) => text(JSON.stringify({ ...GOOD, warning }))
    expect(await meaning(warned('Invalid or Missing Payment Information'))).toMatchObject({
      read: 'ok',
      write: 'outcome_unknown',
    })
    expect(await meaning(warned('Sub Accounts are no longer supported. Please use UpdateUser'))).toMatchObject({
      write: 'ok',
    })
  })

  test('PHP warnings in front: reads go on and say so, writes are in doubt', async () => {
    const noise = '<br />\n<b>Warning</b>:  x in <b>/a.php</b> on line <b>3</b><br />\n'
    await using fake = await fakeWhmcs(text(noise + JSON.stringify(GOOD)))
    const whmcs = fake.whmcs()
    expect(await whmcs.read(GetThing)).toEqual({ id: 7 })
    expect(fake.events).toMatchObject([{ outcome: 'ok', note: 'php_warning' }])
    expect(await failureOf(whmcs.write(SetThing, {}))).toBe('outcome_unknown')
    expect(await failureOf(whmcs.handover(EnterThing, {}))).toBe('malformed')
  })

  test('cut off after any byte: never a success, and a write is in doubt', async () => {
    const body = Buffer.from('{"result":"success","id":7}')
    let cut = 0
    let announced = body.length
    await using fake = await fakeWhmcs((_, response) => {
      response.writeHead(200, { 'content-length': announced }).write(body.subarray(0, cut), () => {
        if (announced === cut) response.end()
        else response.destroy()
      })
    })
    for (cut = 0; cut < body.length; cut += 1) {
      for (announced of [cut, body.length]) {
        const whmcs = fake.whmcs()
        expect(await failureOf(whmcs.read(GetThing))).toMatch(/^(malformed|unreachable)$/)
        expect(await failureOf(whmcs.write(SetThing, {}))).toBe('outcome_unknown')
      }
    }
  })
})
