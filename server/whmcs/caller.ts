import 'server-only'
import { Agent } from 'undici'
import type { z } from 'zod'
import { CallFailure, readAnswer, type Effect } from './answer'
import type { CallEvent, ConnectOptions, Connection, Limits, Operation } from './client'
import { follow, type Download } from './download'
import { submitForm, type FormAnswer } from './client-area'
import { encodeForm, type Params } from './encode'
import { WhmcsError } from './errors'
import { Bulkhead, LANES, type Lane, type Slot } from './lanes'
import { Latch, type Finding } from './latch'
import { post, type Outgoing } from './transport'
import { apiUrl, baseUrl } from './urls'

const LIMITS: Limits = {
  connectMs: 1000,
  readMs: 5000,
  writeMs: 15_000,
  downloadMs: 20_000,
  queueMs: 1000,
  latchMs: 60_000,
  maxBytes: 5 * 1024 * 1024,
  lanes: LANES,
}

/** A read with its repetition may take 1.6 times its deadline: 8 s of a page's budget for 5 s. */
const READ_BUDGET = 1.6

function agent(limits: Limits): Agent {
  return new Agent({
    connect: { timeout: limits.connectMs },
    // Below the five seconds after which Apache closes an idle connection: a write must not meet a closing socket.
    keepAliveTimeout: 4000,
    keepAliveMaxTimeout: 60_000,
    pipelining: 1,
    connections: Object.values(limits.lanes).reduce((sum, size) => sum + size, 0),
  })
}

type What = Pick<Outgoing, 'body' | 'notAfter'>
/** What is called, and this call's name in the log. */
type Named = Pick<Operation, 'action' | 'effect'> & { readonly call: string | undefined }

/** The machinery of one connection; `connect` hands out only what its types say. */
export class Caller {
  readonly #connection: Connection
  readonly #options: ConnectOptions
  readonly #limits: Limits
  readonly #agent: Agent
  readonly #lanes: Readonly<Record<Lane, Bulkhead>>
  readonly #latch: Latch
  readonly #url: URL
  readonly #base: string

  constructor(connection: Connection, options: ConnectOptions) {
    const limits = { ...LIMITS, ...options.limits }
    const lane = (name: Lane) => new Bulkhead(limits.lanes[name], limits.queueMs)
    this.#connection = connection
    this.#options = options
    this.#limits = limits
    this.#agent = agent(limits)
    this.#lanes = { read: lane('read'), write: lane('write'), login: lane('login'), pdf: lane('pdf') }
    this.#latch = new Latch(limits.latchMs)
    this.#url = apiUrl(connection.url)
    this.#base = baseUrl(connection.url)
  }

  async call<E extends Effect, S extends z.ZodType>(
    asked: Operation<E, S>,
    params: Params,
    notAfter = Infinity,
  ): Promise<z.output<S>> {
    const body = this.#body(asked.action, params)
    const operation = this.#named(asked)
    const started = performance.now()
    const slot = await this.#enter(operation.lane ?? (operation.effect === 'read' ? 'read' : 'write'), operation)
    try {
      return await this.#attempts(operation, { body, notAfter }, started)
    } finally {
      slot.release()
    }
  }

  async follow(url: URL): Promise<Download> {
    const { downloadMs, maxBytes } = this.#limits
    const operation = this.#named({ action: 'ClientArea', effect: 'handover' })
    const started = performance.now()
    const slot = await this.#enter('pdf', operation)
    try {
      const rules = { base: this.#base, deadlineMs: downloadMs, maxBytes: maxBytes * 4, onEnd: slot.release }
      const download = await follow(this.#agent, url, rules)
      this.#report(operation, started, 1, 'ok')
      return download
    } catch (error) {
      slot.release()
      if (error instanceof WhmcsError) this.#report(operation, started, 1, error.failure, error)
      throw error
    }
  }

  async submitForm(session: URL, path: string, params: Params, notAfter = Infinity): Promise<FormAnswer> {
    const operation = this.#named({ action: 'ClientArea', effect: 'write' })
    const { readMs, writeMs, maxBytes } = this.#limits
    const started = performance.now()
    const slot = await this.#enter('write', operation)
    try {
      const rules = { base: this.#base, pageMs: readMs * READ_BUDGET, postMs: writeMs, maxBytes, notAfter }
      const answer = await submitForm(this.#agent, { session, path, params }, rules)
      this.#report(operation, started, 1, 'ok')
      return answer
    } catch (error) {
      if (error instanceof WhmcsError) this.#report(operation, started, 1, error.failure, error)
      throw error
    } finally {
      slot.release()
    }
  }

  #body(action: string, params: Params): string {
    const { identifier, secret, accessKey } = this.#connection
    const access = accessKey === undefined ? {} : { accesskey: accessKey }
    return encodeForm(params, { action, identifier, secret, ...access, responsetype: 'json' })
  }

  #named<T extends Pick<Operation, 'action' | 'effect'>>(operation: T): T & Named {
    return { ...operation, call: this.#options.nameCall?.() }
  }

  async #enter(lane: Lane, operation: Named): Promise<Slot> {
    const started = performance.now()
    const slot = await this.#lanes[lane].enter()
    if (slot) return slot
    const error = new WhmcsError('unreachable', operation.action, { reason: 'queue full' })
    this.#report(operation, started, 0, error.failure, error)
    throw error
  }

  async #attempts<S extends z.ZodType>(operation: Operation<Effect, S> & Named, what: What, started: number) {
    const isRead = operation.effect === 'read'
    const deadlineMs = operation.deadlineMs ?? (isRead ? this.#limits.readMs : this.#limits.writeMs)
    const left = () => deadlineMs * READ_BUDGET - (performance.now() - started)
    try {
      return await this.#attempt(operation, what, deadlineMs, 1, this.#agent)
    } catch (error) {
      const pause = 50 + Math.random() * 200
      const again = isRead && error instanceof CallFailure && error.retryable && left() - pause > 100
      if (!again) throw error
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
    // A fresh connection: what an edge or a dying worker did may stick to the old one.
    const fresh = agent(this.#limits)
    try {
      return await this.#attempt(operation, what, Math.min(deadlineMs, left()), 2, fresh)
    } finally {
      void fresh.destroy()
    }
  }

  async #attempt<S extends z.ZodType>(
    operation: Operation<Effect, S> & Named,
    what: What,
    deadlineMs: number,
    attempt: number,
    through: Agent,
  ): Promise<z.output<S>> {
    const started = performance.now()
    const ticket = await this.#latch.enter(deadlineMs)
    let finding: Finding = 'nothing'
    try {
      if (!ticket) throw new WhmcsError('credentials', operation.action, { reason: 'latched' })
      const maxBytes = operation.maxBytes ?? this.#limits.maxBytes
      const left = deadlineMs - (performance.now() - started)
      const outgoing = { url: this.#url, ...what, deadlineMs: Math.max(1, Math.round(left)), maxBytes }
      const reading = readAnswer(operation, await (this.#options.post ?? post)(through, outgoing))
      finding = 'let_in'
      this.#report(operation, started, attempt, 'ok', reading)
      return reading.value
    } catch (error) {
      if (error instanceof CallFailure) finding = error.finding
      if (error instanceof WhmcsError) this.#report(operation, started, attempt, error.failure, error)
      throw error
    } finally {
      ticket?.leave(finding)
    }
  }

  #report(
    operation: Named,
    started: number,
    attempt: number,
    outcome: CallEvent['outcome'],
    about: { readonly reason?: string; readonly note?: 'php_warning' } = {},
  ): void {
    const { action, effect, call } = operation
    this.#options.onCall?.({
      location: this.#connection.location,
      action,
      effect,
      ms: Math.round(performance.now() - started),
      outcome,
      attempt,
      ...(call === undefined ? {} : { call }),
      ...(about.reason === undefined ? {} : { reason: about.reason }),
      ...(about.note === undefined ? {} : { note: about.note }),
    })
  }
}
