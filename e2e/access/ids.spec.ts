import { expect, test } from '../fixtures.ts'
import { actionNamed, callAction, PAGES, ROUTES, signInRaw } from '../support/actions.ts'
import { builtAddresses } from '../support/built.ts'
import { lookOf, REFERENCE } from '../support/look.ts'
import type { Sandbox } from '../support/sandbox.ts'
import { keepCookies, send } from '../support/wire.ts'
import { contactOf, emailOf, formOf, invoiceOf, methodOf, personOf, serviceOf, writesOf } from './expectations.ts'
import { declaredIdFields } from './id-fields.ts'

/** Ids that no account has, and texts that some language would take for a number. */
const HOSTILE = [
  '0',
  '-1',
  '+1',
  '01',
  '1.0',
  '1e3',
  '0x1',
  '4294967296',
  '9007199254740993',
  '99999999999999999999',
  'NaN',
  'null',
  'undefined',
  '[object Object]',
  '1,2',
  '1 OR 1',
  "1' OR '1'='1",
  '1;DROP TABLE',
  '٣',
  '１',
  '1\u0000',
  '1\n2',
  ' 1',
  '../1',
  '%',
]

/** Where an id stands in an address: whose it is, and how to get one. A segment that is not here fails the test. */
const SEGMENTS: Readonly<Record<string, (sandbox: Sandbox, client: number) => Promise<number>>> = {
  // An agent opens every client's sheet, and a customer none.
  clientId: async (_sandbox, client) => Promise.resolve(client),
  contactId: contactOf,
  emailId: emailOf,
  invoiceId: invoiceOf,
  methodId: methodOf,
  personId: personOf,
  serviceId: serviceOf,
}

/** The same for fields of forms: the action that takes it, and what belongs to somebody else. */
type IdUse = { action: string; foreign: readonly string[]; mine?: string; own?: string }
const FIELDS: Readonly<Record<string, IdUse>> = {
  'app/(portal)/actions.ts account': { action: 'account.choose', foreign: ['2', '7', '12'] },
  // One's own without a cancellation is found, and there is nothing to withdraw.
  // One's own is found, and was not reviewed.
  'lib/schemas/cancel.ts service': {
    action: 'cancellation.request',
    foreign: ['14', '16'],
    mine: '3',
    own: 'rejected',
  },
  'app/(portal)/cancellations/actions.ts service': {
    action: 'cancellation.withdraw',
    foreign: ['14', '16'],
    mine: '2',
    own: 'rejected',
  },
  'app/(portal)/contacts/actions.ts contact': { action: 'contact.remove', foreign: ['4', '5'] },
  // One's own is found, and is not what the form was made from.
  'lib/schemas/contact.ts contact': { action: 'contact.update', foreign: ['4', '5'], own: 'rejected' },
  'app/(portal)/payment-methods/actions.ts method': { action: 'pay-method.default', foreign: ['4'] },
  'app/(portal)/people/actions.ts person': { action: 'person.remove', foreign: ['12', '13', '14'], mine: '2' },
  'lib/schemas/person.ts person': {
    action: 'person.permissions',
    foreign: ['12', '13', '14'],
    mine: '2',
    own: 'rejected',
  },
  // One's own has an unpaid invoice; a name that the form was not made from.
  'app/(portal)/services/actions.ts service': { action: 'invoice.generate', foreign: ['13', '14'], own: 'rejected' },
  'lib/schemas/service-page.ts service': { action: 'service.name', foreign: ['13', '14'], own: 'rejected' },
  // One's own is found, and its figures are none that were shown.
  'lib/schemas/pay-page.ts invoice': { action: 'credit.apply', foreign: ['40', '50'], mine: '36', own: 'rejected' },
  // Of agents, who open every client's sheet: e2e/agent-support.spec.ts.
  'lib/schemas/support.ts client': { action: '', foreign: [] },
  'lib/schemas/support.ts ticket': { action: '', foreign: [] },
  // What is another client's is not shown: server/support/reveal.test.ts.
  'lib/schemas/support-reveal.ts client': { action: '', foreign: [] },
  'lib/schemas/support-reveal.ts of': { action: '', foreign: [] },
  // Of leads, who stop support for any account.
  'lib/schemas/support-stop.ts account': { action: '', foreign: [] },
  // Parameters of addresses, which the walk over the addresses covers.
  'app/(portal)/emails/[emailId]/body/route.ts emailId': { action: '', foreign: [] },
  'app/(portal)/invoices/[invoiceId]/payment/status/route.ts invoiceId': { action: '', foreign: [] },
  'app/(portal)/invoices/[invoiceId]/pdf/route.ts invoiceId': { action: '', foreign: [] },
}

const PLACES_WITH_ID = [...PAGES, ...ROUTES].filter(({ name, needs }) => name.includes('[') && !needs.includes('agent'))

function segmentsOf(name: string): string[] {
  return [...name.matchAll(/\[+\.{0,3}(\w+)\]+/g)].flatMap(([, segment]) => segment ?? [])
}

test('each id that an address or a form can hold is known here', () => {
  const built = builtAddresses().flatMap(({ name }) => segmentsOf(name))
  expect([...new Set(built)].sort()).toEqual(Object.keys(SEGMENTS).sort())
  const fields = declaredIdFields().map(({ file, name }) => `${file} ${name}`)
  expect(fields.sort()).toEqual(Object.keys(FIELDS).sort())
})

async function signedInTo(origin: string, client: number): Promise<string> {
  if (client === 1) return signInRaw(origin, 'owner@example.com')
  const cookie = await signInRaw(origin, 'agency@example.com')
  const chosen = await callAction(origin, actionNamed('account.choose'), { account: String(client) }, { cookie })
  expect(chosen.outcome).toBe('redirect')
  return keepCookies(chosen, cookie)
}

const MISSING = 987_654

test('an agent finds nobody by a number that is none', async ({ portal, sandbox, badge, browser }) => {
  const cookie = await badge.header(portal, browser)
  const at = (id: string | number) => `/agent/clients/${encodeURIComponent(id)}`
  expect((await send(portal.url, at(1), { cookie })).status).toBe(200)
  await sandbox.forgetCalls()
  for (const id of HOSTILE) {
    const { status, text } = await send(portal.url, at(id), { cookie })
    expect.soft([status, text.includes('MARKER-')], id).toEqual([404, false])
  }
  expect((await send(portal.url, `${at(1)}?location=eu`, { cookie })).status).toBe(404)
  // The one that WHMCS's column could hold, and does not.
  expect((await sandbox.calls()).map(({ params }) => params['clientid'])).toEqual(['4294967296'])
  expect((await send(portal.url, at(MISSING), { cookie })).status).toBe(404)
})

for (const client of [1, 2]) {
  for (const { name } of PLACES_WITH_ID) {
    test(`client ${client}: whose it is not, it does not exist for, at ${name}`, async ({ portal, sandbox }) => {
      const [segment = ''] = segmentsOf(name)
      const idOf = SEGMENTS[segment]
      if (!idOf) throw new Error(`Nobody knows whose [${segment}] is`)
      const cookie = await signedInTo(portal.url, client)
      const at = (id: string | number) => name.replace(/\[\w+\]/, encodeURIComponent(id))
      const ask = async (path: string) => lookOf(await send(portal.url, path, { cookie }))
      const { invoices } = await sandbox.state('invoices')
      const drafts = invoices.filter(
        ({ userid, status }) => segment === 'invoiceId' && userid === client && status === 'Draft',
      )
      const foreign = await Promise.all([1, 2, 3, 7].filter((one) => one !== client).map((one) => idOf(sandbox, one)))

      const own = await send(portal.url, at(await idOf(sandbox, client)), { cookie })
      expect(own.status).toBe(200)

      await sandbox.forgetCalls()
      const missing = await ask(at(MISSING))
      expect(missing.status).toBe(404)
      for (const id of [...foreign, ...drafts.map((draft) => draft.id), ...HOSTILE]) {
        const raw = await send(portal.url, at(id), { cookie })
        expect.soft(lookOf(raw), `${name}, ${JSON.stringify(id)}`).toEqual(missing)
        expect.soft(raw.text, `${name}, ${JSON.stringify(id)}`).not.toMatch(/MARKER-|CANARY-/)
      }
      // The address decides, not a parameter of the same name.
      const [other = 0] = foreign
      for (const query of [`?${segment}=${other}`, `?${segment}=${other}&${segment}=1`, `?${segment}[]=${other}`]) {
        const answer = await send(portal.url, at(MISSING) + query, { cookie })
        expect.soft(lookOf(answer), query).toEqual(missing)
      }
      for (const tail of ['.css', '/', '%2f..%2f1', '%00.pdf', ';a=1']) {
        const answer = await send(portal.url, at(other) + tail, { cookie })
        expect.soft(answer.status, tail).not.toBe(200)
        expect.soft(answer.text, tail).not.toMatch(/MARKER-|CANARY-/)
      }
      expect(await writesOf(sandbox), 'nobody is handed over to WHMCS for a foreign id').toEqual([])
    })
  }
}

/** React numbers and sends the parts of a page as they get ready, which differs each time: what they say is compared. */
function unnumbered(text: string): string {
  const parts = text.replace(/^[0-9a-f]+:/gm, '').replace(/"\$[A-Za-z]?[0-9a-f]+(:[^"]*)?"/g, '"$#"')
  return parts.split('\n').toSorted().join('\n')
}

for (const [field, { action, foreign, mine = '1', own = 'redirect' }] of Object.entries(FIELDS)) {
  if (action === '') continue
  test(`a foreign id in a form is as unknown as one that is missing: ${field}`, async ({ portal, sandbox }) => {
    const name = field.split(' ').at(-1) ?? ''
    const cookie = await signInRaw(portal.url, 'owner@example.com')
    const call = (value: string | readonly string[]) =>
      callAction(
        portal.url,
        actionNamed(action),
        { ...formOf(action), intent: crypto.randomUUID(), [name]: value },
        { cookie },
      )
    const shape = ({ outcome, text, setCookies }: Awaited<ReturnType<typeof call>>, value: unknown) => ({
      outcome,
      setCookies,
      text: unnumbered(
        text
          .replace(REFERENCE, '')
          .replace(/"nonce":"[^"]*"/g, '')
          .replaceAll(JSON.stringify(value), '')
          .replace(/^0:.*$/m, ''),
      ),
    })
    await sandbox.forgetCalls()
    const missing = shape(await call(String(MISSING)), String(MISSING))
    expect(missing.outcome).toBe('not_found')
    for (const id of foreign) expect.soft(shape(await call(id), id), id).toEqual(missing)
    portal.forgetLimits()
    for (const value of [...HOSTILE, '']) {
      const answer = await call(value)
      expect.soft(answer.outcome, JSON.stringify(value)).toBe(value === '4294967296' ? 'not_found' : 'invalid')
      expect.soft(answer.setCookies).toEqual([])
    }
    portal.forgetLimits()
    expect.soft((await call(['1', '2'])).outcome, 'a list').toBe('invalid')
    expect(await writesOf(sandbox)).toEqual([])
    expect((await call(mine)).outcome, 'one’s own').toBe(own)
  })
}
