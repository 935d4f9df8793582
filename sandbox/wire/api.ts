import type { Context } from 'hono'
import { setTimeout as sleep } from 'node:timers/promises'
import { findAction } from '../actions/index.ts'
import { Refusal, type Action } from '../actions/action.ts'
import { timeOf } from '../core/clock.ts'
import { atLeast } from '../core/version.ts'
import type { World } from '../world.ts'
import { numbersAsText, nvp, phpJson, xml, type Answer } from './answer.ts'
import { denial, type Denial } from './auth.ts'
import { recordCall } from './calls.ts'
import type { Fault } from './faults.ts'
import { broken, pageFor } from './breakage.ts'
import { field, fromPairs, parsePhpForm, type PhpArray } from './php-form.ts'
import { dropConnection, remoteAddress } from './socket.ts'

interface Outcome {
  http: number
  answer: Answer
}

async function readBody(c: Context): Promise<PhpArray> {
  const type = c.req.header('content-type') ?? ''
  if (type.startsWith('multipart/form-data')) {
    const form = await c.req.raw.formData()
    return fromPairs([...form.entries()].flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])))
  }
  // PHP fills $_POST from forms only: a JSON body leaves it empty.
  return type.startsWith('application/x-www-form-urlencoded') ? parsePhpForm(await c.req.text()) : fromPairs([])
}

const refused = (http: number, message: string): Outcome => ({ http, answer: { result: 'error', message } })

/** The documented text of an unknown action changed with 8.x. GUESS: the HTTP status is 200 in both. */
function unknownAction(world: World, action: string): Outcome {
  if (!atLeast(world.settings.version, '8.0')) return refused(200, 'Command Not Found')
  return refused(200, `Invalid API Action: "${action.toLowerCase()}" is not a valid API action`)
}

function isThere(found: Action | undefined, version: string): found is Action {
  if (found === undefined || !atLeast(version, found.since ?? '0')) return false
  return found.removed === undefined || !atLeast(version, found.removed)
}

function perform(world: World, name: string, raw: PhpArray, ip: string): Outcome {
  const { version } = world.settings
  const found = findAction(name)
  if (!isThere(found, version)) return unknownAction(world, name)
  const call = { ...world, version, is: (floor: string) => atLeast(version, floor), now: world.clock.now(), ip, raw }
  try {
    const body = world.store.together(() => found.run(call))
    return { http: 200, answer: found.bare ? body : { result: 'success', ...body } }
  } catch (error) {
    if (error instanceof Refusal) return refused(200, error.message)
    throw error
  }
}

/** Renders as the caller asked; without responsetype WHMCS answers NVP text. */
function render(world: World, action: string, type: string, outcome: Outcome): { body: string; type: string } {
  const shaped = atLeast(world.settings.version, '8.0') ? outcome.answer : asText(outcome.answer)
  if (type === 'json') return { body: phpJson(shaped), type: 'application/json' }
  if (type === 'xml')
    return { body: xml(action.toLowerCase(), world.settings.version, shaped), type: 'application/xml' }
  return { body: nvp(shaped), type: 'text/plain; charset=utf-8' }
}

function asText(answer: Answer): Answer {
  const shaped = numbersAsText(answer)
  return shaped !== null && typeof shaped === 'object' && !Array.isArray(shaped) ? shaped : answer
}

const pick = (faults: Fault[], ...names: Fault['fault'][]): Fault | undefined =>
  faults.find((fault) => names.includes(fault.fault))

function faultDenial(fault: Fault | undefined, name: string, ip: string): Denial | undefined {
  if (fault?.fault === 'invalid-ip') return { http: 403, message: `Invalid IP ${ip}` }
  if (fault?.fault !== 'not-allowed') return undefined
  return { http: 403, message: `Invalid Permissions: API action "${name.toLowerCase()}" is not allowed` }
}

function decide(world: World, form: PhpArray, name: string, ip: string, faults: Fault[]): Outcome {
  const denied = denial(world, form, name, ip) ?? faultDenial(pick(faults, 'invalid-ip', 'not-allowed'), name, ip)
  if (denied !== undefined) return refused(denied.http, denied.message)
  const refusal = pick(faults, 'refuse')
  if (refusal !== undefined) return refused(200, refusal.message ?? 'An unexpected error occurred')
  return perform(world, name, form, ip)
}

/** `POST /includes/api.php`. */
export async function api(world: World, c: Context): Promise<Response> {
  const begun = performance.now()
  const began = Date.now()
  const form = await readBody(c)
  // The access key may stand in the address; nothing else may.
  const key = c.req.query('accesskey')
  if (key !== undefined && form['accesskey'] === undefined) form['accesskey'] = key
  const name = field(form, 'action')
  const ip = remoteAddress(c)
  const faults = world.faults.strike(name)
  const wait = world.settings.latency + (pick(faults, 'latency')?.ms ?? 0)
  if (wait > 0) await sleep(wait)

  const record = (http: number, answer: string) =>
    recordCall(world, {
      action: name,
      form,
      at: timeOf(world.clock.now()),
      began,
      ms: Math.round(performance.now() - begun),
      http,
      fault: faults.map((fault) => fault.fault).join(','),
      answer,
    })

  if (pick(faults, 'reset-before') !== undefined) {
    record(0, '')
    return dropConnection(c)
  }
  const page = pageFor(pick(faults, 'maintenance', 'html', 'status'))
  if (page !== undefined) {
    record(page.http, page.body)
    return new Response(page.body, { status: page.http, headers: { 'content-type': page.type } })
  }
  const outcome = decide(world, form, name, ip, faults)
  const { body, type } = render(world, name, field(form, 'responsetype').toLowerCase(), outcome)
  record(outcome.http, body)
  if (pick(faults, 'apply-then-reset') !== undefined) return dropConnection(c)
  const sent = broken(body, pick(faults, 'truncate', 'php-warning'))
  return new Response(sent, { status: outcome.http, headers: { 'content-type': type } })
}
