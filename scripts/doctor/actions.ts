import { z } from 'zod'
import type { ActionName } from '@/server/whmcs/actions'
import { ACTIONS, SINCE } from '@/server/whmcs/actions'
import { inBatches } from '@/server/whmcs/batches'
import type { Version, Writer } from '@/server/whmcs/client'
import type { Params } from '@/server/whmcs/encode'
import { WhmcsError } from '@/server/whmcs/errors'
import { refusalOf } from '@/server/whmcs/refusals'
import type { Finding } from './finding.ts'
import { finding } from './finding.ts'
import { IN_USE, PROBES } from './probes.ts'

type Answer = 'allowed' | 'not allowed' | 'unknown here' | 'carried out' | 'no answer'
type Asked = { readonly action: ActionName; readonly effect: keyof typeof ACTIONS }

const AT_ONCE = 3
const VERSION_TOLD = 'finding out the version'

/** Nothing of the answer is looked at: it may be a customer's. */
function call(whmcs: Writer, { action, effect }: Asked, params: Params): Promise<unknown> {
  const response = z.unknown()
  if (effect === 'read') return whmcs.read({ action, effect, response }, params)
  if (effect === 'handover') return whmcs.handover({ action, effect, response }, params)
  return whmcs.write({ action, effect, response }, params)
}

async function ask(whmcs: Writer, asked: Asked, params: Params): Promise<Answer> {
  try {
    await call(whmcs, asked, params)
    return asked.effect === 'read' ? 'allowed' : 'carried out'
  } catch (error) {
    if (!(error instanceof WhmcsError)) throw error
    if (error.failure === 'credentials') return 'not allowed'
    if (error.failure === 'refused') return refusalOf(error)?.code === 'unsupported' ? 'unknown here' : 'allowed'
    return error.failure === 'malformed' ? 'allowed' : 'no answer'
  }
}

function isKnown(action: ActionName, { major, minor }: Version): boolean {
  const [sinceMajor, sinceMinor] = SINCE[action] ?? [0, 0]
  return major > sinceMajor || (major === sinceMajor && minor >= sinceMinor)
}

function judged(action: ActionName, use: string, answer: Answer): Finding {
  const what = `${action}: ${use}`
  if (answer === 'allowed') return finding('ok', what, answer)
  if (answer === 'not allowed') return finding('bad', what, answer, `Allow ${action} in the credential’s API role.`)
  if (answer === 'unknown here') return finding('bad', what, answer, 'This WHMCS lacks the action. Report its version.')
  if (answer === 'no answer') return finding('bad', what, answer, 'WHMCS did not answer. Run the doctor again.')
  return finding('warn', what, answer, 'WHMCS accepted a call that names nothing. Report it with the version.')
}

async function examineAction(whmcs: Writer, version: Version, asked: Asked): Promise<Finding> {
  const { action } = asked
  const { use, call: params } = PROBES[action]
  if (use === null) return finding('info', action, 'not used by any page')
  const what = `${action}: ${use}`
  if (!IN_USE.has(action)) return finding('info', what, 'no page of this version calls it')
  if (!isKnown(action, version)) return finding('info', what, `comes with WHMCS ${SINCE[action]?.join('.') ?? ''}`)
  if (params === null) {
    return finding('info', what, 'not probed', 'No call of it is harmless: see for yourself that the role allows it.')
  }
  return judged(action, use, await ask(whmcs, asked, params))
}

/** Two actions tell the version, and one of them is enough. */
function versionTold(findings: readonly Finding[]): readonly Finding[] {
  const tells = ({ what }: Finding) => what.endsWith(VERSION_TOLD)
  if (!findings.some((one) => tells(one) && one.verdict === 'ok')) return findings
  return findings.map((one) => (tells(one) && one.verdict === 'bad' ? { ...one, verdict: 'info', todo: '' } : one))
}

/** Which of the portal's actions the credential may call. Changes nothing in WHMCS. */
export async function examineActions(whmcs: Writer, version: Version): Promise<readonly Finding[]> {
  const all: readonly Asked[] = [
    ...ACTIONS.read.map((action) => ({ action, effect: 'read' }) as const),
    ...ACTIONS.handover.map((action) => ({ action, effect: 'handover' }) as const),
    ...ACTIONS.write.map((action) => ({ action, effect: 'write' }) as const),
  ]
  return versionTold(await inBatches(all, AT_ONCE, (asked) => examineAction(whmcs, version, asked)))
}
