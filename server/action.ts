import 'server-only'
import { randomUUID } from 'node:crypto'
import { refresh } from 'next/cache'
import { redirect, unstable_rethrow } from 'next/navigation'
import { after } from 'next/server'
import type { z } from 'zod'
import type { FormValues } from '@/lib/form-values'
import { agentKey, personKey } from '@/lib/ids'
import type { Needs } from '@/lib/permissions'
import type { Action, ActionResult, ErrorCode, FormState } from '@/lib/result'
import type { SupportRule } from '@/lib/support-class'
import { viewerOf, writerFor } from './access/current'
import type { Permitted } from './access/permitted'
import { permit } from './access/permitted'
import type { Viewer } from './access/viewer'
import { decide } from './access/viewer'
import { findCurrentSession } from './auth/session'
import { PortalError } from './errors'
import { inWords, toFailure } from './failure'
import { keptValues, parseForm, valuesOf } from './form-values'
import { currentHost } from './hosts'
import { errorFields, log } from './observability/log'
import type { RequestInfo } from './request'
import { isSameOrigin, isScripted, requestInfo } from './request'
import type { AuditEntry } from './store/audit'
import { append } from './store/audit'
import type { Limit } from './store/counters'
import { hit } from './store/counters'
import { store } from './store/current'
import type { IntentKey } from './store/intents'
import type { Session } from './store/sessions'
import { stepUp, withoutPassword } from './step-up'
import { once } from './submission'
import { refuseUnderGrant } from './support/refuse'
import type { WritingGrant } from './support/write'
import { changingViewer, detailsUnder, told } from './support/write'
import type { WriterOf } from './whmcs/class-writer'
import type { Writer } from './whmcs/client'

const WRITES_PER_SESSION: Limit = { name: 'action', max: 30, windowSeconds: 60 }
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const OPEN: ReadonlySet<ErrorCode> = new Set(['in_progress', 'outcome_unknown', 'unexpected'])

/** While it is open how a submission ended, the next one is the same one again, and so cannot repeat it. */
function nextIntent(form: FormData, result: ActionResult<unknown>): string | null {
  const sent = form.get('intent')
  if (typeof sent !== 'string') return null
  const open = !result.ok && (OPEN.has(result.code) || result.message === 'intent_reused')
  return open ? sent : randomUUID()
}

/** The frame of every action: our own origin only, one result, one log line; what was typed goes back to the form. */
export async function answer<T>(
  name: string,
  form: FormData,
  work: (values: FormValues, info: RequestInfo, grant: WritingGrant | null) => Promise<ActionResult<T>>,
  /** What an agent in a customer's account may do too: their own business (`allowed`), or what a grant is for. */
  support: SupportRule | 'allowed' = 'never',
): Promise<FormState<T>> {
  const info = await requestInfo()
  let kept: FormValues = {}
  const state = async (result: ActionResult<T>) => {
    const said = result.ok ? null : await inWords(result)
    return { result, values: kept, intent: nextIntent(form, result), said }
  }
  try {
    if (!(await isSameOrigin())) throw new PortalError('forbidden', { message: 'cross_site' })
    const grant = support === 'allowed' ? null : await refuseUnderGrant(name, info, support)
    const values = valuesOf(form)
    kept = keptValues(values)
    return await state(await work(values, info, grant))
  } catch (error) {
    unstable_rethrow(error)
    const result = toFailure(error, info.ref)
    const level = result.code === 'unexpected' ? 'error' : 'info'
    log(level, 'action.failed', { name, code: result.code, ...(level === 'error' && errorFields(error)) })
    return state(result)
  }
}

/** @throws PortalError `rate_limited`. */
export async function spend(limit: Limit, key: string): Promise<void> {
  const { db } = await store()
  const { allowed } = await hit(db, limit, key, new Date())
  if (!allowed) throw new PortalError('rate_limited')
}

/** An action that anybody may call. Its limit, per address, is not optional. */
export function publicAction<S extends z.core.$ZodType, T>(spec: {
  readonly name: string
  readonly limit: Limit
  readonly input: S
  readonly run: (input: z.output<S>, info: RequestInfo) => Promise<T>
  /** For what says nothing about an account: also an agent in a customer's account may do it. */
  readonly underGrant?: 'allowed'
}): Action<T> {
  return (_previous, form) =>
    answer(
      spec.name,
      form,
      async (values, info) => {
        const host = spec.underGrant === 'allowed' ? 'both' : await currentHost()
        const agents = spec.name.startsWith('agent.')
        if (host === (agents ? 'customers' : 'agents')) throw new PortalError('not_found')
        await spend(spec.limit, info.ip)
        return { ok: true, data: await spec.run(parseForm(spec.input, values), info) }
      },
      spec.underGrant,
    )
}

/** Work that begins when the answer is sent, so that neither its outcome nor its time can be told from the answer. */
export function afterwards(name: string, work: () => Promise<void>): void {
  after(async () => {
    try {
      await work()
      log('debug', 'action.afterwards', { name, outcome: 'done' })
    } catch (error) {
      log('error', 'action.afterwards', { name, outcome: 'failed', ...errorFields(error) })
    }
  })
}

/** An action of somebody signed in who may not have chosen an account, or whose WHMCS is down: sign-out, for one. */
export function sessionAction<S extends z.core.$ZodType, T>(spec: {
  readonly name: string
  readonly input: S
  readonly run: (session: Session, input: z.output<S>, info: RequestInfo) => Promise<T>
}): Action<T> {
  return (_previous, form) =>
    answer(spec.name, form, async (values, info) => {
      const session = await findCurrentSession()
      if (!session) throw new PortalError('signed_out')
      await spend(WRITES_PER_SESSION, session.id)
      return { ok: true, data: await spec.run(session, parseForm(spec.input, values), info) }
    })
}

/** The page would be refused too: without a script that keeps it, the way to where that is explained is the answer. */
export async function turnAway(code: 'signed_out' | 'forbidden', to: string): Promise<never> {
  if (await isScripted()) throw new PortalError(code)
  redirect(to)
}

/** Who is asking: a customer by their session, or an agent under a grant to change this. */
type Caller = {
  readonly viewer: Viewer<Writer>
  /** `user:7`, `agent:3`. */
  readonly actor: string
  /** What their limit is counted by. */
  readonly key: string
  readonly session: Session | null
  readonly details?: AuditEntry['details']
}

async function customer(): Promise<Caller & { readonly session: Session }> {
  const session = await findCurrentSession()
  const viewer = session && viewerOf(session, writerFor(session))
  if (!session || !viewer) return turnAway('signed_out', session ? '/accounts' : '/sign-in')
  return { viewer, actor: personKey(session.person), key: session.id, session }
}

async function agentUnder(grant: WritingGrant, name: string, info: RequestInfo): Promise<Caller> {
  const viewer = await changingViewer(grant, name, info)
  return { viewer, actor: agentKey(grant.agent.id), key: grant.id, session: null, details: detailsUnder(grant) }
}

/** That they may. Whoever may not is turned away. */
async function admitted<T extends Caller>(needs: Needs, caller: T): Promise<T> {
  const decision = decide(await caller.viewer.rights(), needs)
  if (decision === 'forbidden') await turnAway('forbidden', `/no-access?to=${needs}`)
  if (decision !== 'allow') await turnAway('forbidden', '/accounts')
  await spend(WRITES_PER_SESSION, caller.key)
  return caller
}

function auditOf(name: string, { viewer, actor, details }: Caller, info: RequestInfo) {
  const { location, clientId: client } = viewer
  return { location, actor, client, event: name, ref: info.ref, ip: info.ip, ...(details && { details }) }
}

/** @throws PortalError `invalid` for a form that names no submission. */
function intentOf(form: FormData, action: string, { viewer, actor }: Caller): IntentKey {
  const intent = form.get('intent')
  if (typeof intent !== 'string' || !UUID.test(intent)) throw new PortalError('invalid', { message: 'no_intent' })
  return { location: viewer.location, person: actor, action, intent }
}

/**
 * The one path up: viewer and permission, limit, input, then one transaction that claims the intent and writes the
 * audit row (no trace, no write), the use case with a Writer in hand, the settlement, and a fresh page.
 */
export function action<N extends Needs, C extends SupportRule, S extends z.core.$ZodType, O extends z.ZodType>(spec: {
  readonly name: string
  readonly needs: N
  /** Whether an agent in the account may do it, with a grant for that class. What is not said does not compile. */
  readonly support: C
  readonly input: S
  /** What `run` answers. A replayed answer comes out of the store as JSON and is parsed with it. */
  readonly output: O
  readonly run: (viewer: Permitted<NoInfer<N>, WriterOf[NoInfer<C>]>, input: z.output<S>) => Promise<z.output<O>>
  /** The page that a success leads to; without one the form stays where it is. */
  readonly leadsTo?: string | ((done: z.output<O>) => string)
  /** Makes what is shown out of what is stored: a secret that `run` gives waits sealed in the store. */
  readonly reveal?: (done: z.output<O>) => Promise<z.output<O>>
  /** Asks for the current password, unless the person signed in a short while ago. No agent does such a thing. */
  readonly stepUp?: C extends 'never' ? true : never
}): Action<z.output<O>> {
  return (_previous, form) =>
    answer(
      spec.name,
      form,
      async (values, info, grant) => {
        const caller = await admitted(spec.needs, grant ? await agentUnder(grant, spec.name, info) : await customer())
        const { viewer, session } = caller
        const said = spec.stepUp ? withoutPassword(values) : values
        const input = parseForm(spec.input, said)
        if (spec.stepUp && session) await stepUp(viewer.whmcs, session, values)
        const key = intentOf(form, spec.name, caller)
        const run = () => spec.run(permit(viewer, spec.needs), input)
        const work = grant ? () => told(grant, spec.name, afterwards, run) : run
        const { db } = await store()
        const result = await once(db, key, said, auditOf(spec.name, caller, info), spec.output, work)
        refresh()
        const { leadsTo } = spec
        if (result.ok && leadsTo !== undefined) redirect(typeof leadsTo === 'string' ? leadsTo : leadsTo(result.data))
        const { reveal } = spec
        return reveal && result.ok ? { ok: true, data: await reveal(result.data) } : result
      },
      spec.support,
    )
}

/**
 * Leaves for WHMCS's own pages, signed in there. The address is a key: it is on record that it was made, and it goes
 * nowhere but to the person's browser.
 */
export function handoverAction<N extends Needs, S extends z.core.$ZodType>(spec: {
  readonly name: string
  readonly needs: N
  readonly input: S
  /** What is opened there, for the record: `invoice:12`. */
  readonly target?: (input: z.output<S>) => string
  /** Before it leaves it may set what that page begins with. */
  readonly run: (viewer: Permitted<NoInfer<N>, Writer>, input: z.output<S>, session: Session) => Promise<URL>
}): Action {
  return (_previous, form) =>
    answer(spec.name, form, async (values, info): Promise<ActionResult> => {
      const who = await admitted(spec.needs, await customer())
      const input = parseForm(spec.input, values)
      const { db } = await store()
      const target = spec.target && { target: spec.target(input) }
      const trace = (outcome: 'attempted' | 'done' | 'failed') =>
        append(db, { ...auditOf(spec.name, who, info), ...target, at: new Date(), outcome })
      await trace('attempted')
      const url = await spec.run(permit(who.viewer, spec.needs), input, who.session).catch(async (error: unknown) => {
        await trace('failed')
        throw error
      })
      await trace('done')
      redirect(url.href)
    })
}
