import { actions } from '../../sandbox/actions/index.ts'
import { formOf, writesOf } from '../access/expectations.ts'
import { expect, test } from '../fixtures.ts'
import { ACTIONS, callAction, signInRaw } from '../support/actions.ts'

/**
 * T08: every parameter that any action of WHMCS's API knows, as one more field of every form. It is refused, not
 * dropped: whoever sends it is no browser of ours.
 */
const NAMES = [...new Set(actions.flatMap(({ params }) => params))].sort()
const TRICKS = [
  '__proto__',
  'constructor',
  'userid',
  'clientid[]',
  'action',
  'identifier',
  'secret',
  'accesskey',
  'isAdmin',
]

test('the names are those of the whole API', () => {
  expect(NAMES.length).toBeGreaterThan(150)
  for (const name of ['clientemail', 'skipvalidation', 'groupid', 'permissions', 'adminusername', 'notes', 'credit']) {
    expect(actions.flatMap(({ params }) => params).concat(TRICKS, 'credit')).toContain(name)
  }
})

// Three hundred requests each.
test.describe.configure({ timeout: 90_000 })

for (const endpoint of ACTIONS) {
  test(`${endpoint.name} takes its own fields and no other`, async ({ portal, sandbox, badge, browser }) => {
    const isPublic = endpoint.needs.includes('public')
    const forAgents = endpoint.needs.some((need) => need === 'agent' || need === 'lead')
    const agent = endpoint.needs.includes('lead') ? 'lead@example.com' : 'agent@example.com'
    const signedIn = () =>
      forAgents ? badge.header(portal, browser, agent) : signInRaw(portal.url, 'owner@example.com')
    const person = isPublic ? {} : { cookie: await signedIn() }
    const own = { ...formOf(endpoint.name), ...(isPublic || forAgents ? {} : { intent: crypto.randomUUID() }) }
    await sandbox.forgetCalls()
    const before = portal.rows('sessions')
    const taken: string[] = []
    for (const [at, name] of [...NAMES, ...TRICKS].entries()) {
      // The limits of an address and of a session are not what is tried here.
      if (at % 20 === 0) portal.forgetLimits()
      if (name in own) continue
      const answer = await callAction(portal.url, endpoint, { ...own, [name]: '1' }, person)
      if (answer.outcome !== 'invalid' || answer.setCookies.length > 0) taken.push(`${name}: ${answer.outcome}`)
    }
    // `next`, where a sign-in leads to, is the portal's own field.
    expect(taken.filter((line) => !line.startsWith('next:'))).toEqual([])
    // Whether the person may at all is asked before the form is looked at: reads, and no more.
    const heard = isPublic ? await sandbox.calls() : await writesOf(sandbox)
    expect(heard, 'WHMCS hears nothing of it').toEqual([])
    expect(portal.rows('sessions')).toEqual(before)
  })
}
