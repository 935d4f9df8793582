/**
 * Ids that cannot be mixed up. WHMCS spells a client's id `clientid`, `userid` or `client_id`, and a user's id
 * `userid` too: inside the portal each is its own type, made only here.
 */
declare const brand: unique symbol
type Branded<T, Name extends string> = T & { readonly [brand]: Name }

/** The client (customer account) of one WHMCS installation. */
export type ClientId = Branded<number, 'ClientId'>
/** Names one WHMCS installation ("billing location"). Ids of one location mean nothing in another. */
export type LocationId = Branded<string, 'LocationId'>
/** A portal session. 256 random bits, base64url; never shown, never logged. */
export type SessionId = Branded<string, 'SessionId'>
/** A support agent: somebody of the company, whom WHMCS does not know. Never a client's, user's or contact's number. */
export type AgentId = Branded<number, 'AgentId'>
/** An agent's session, as secret as a customer's, and no use in its place. */
export type AgentSessionId = Branded<string, 'AgentSessionId'>

/**
 * Who signs in. On WHMCS 8 and later a user; on 7.x the client itself or one of its sub-account contacts.
 * The two numbers of 7.x come from different tables and may be equal, so the kind travels with the number.
 */
export type Person = { readonly kind: 'user' | 'client' | 'contact'; readonly id: number }

export function samePerson(a: Person, b: Person): boolean {
  return a.kind === b.kind && a.id === b.id
}

/** `user:7`, the form in which a person is stored and audited. */
export function personKey(person: Person): string {
  return `${person.kind}:${person.id}`
}

/** WHMCS's largest id is a MySQL unsigned int; ten digits without a leading zero, sign, exponent or space. */
const ID = /^[1-9][0-9]{0,9}$/

/** A positive integer written plainly, else null: `1e3`, `0x1`, `12abc`, ` 1` and `٣` are not ids. */
export function parseId(value: unknown): number | null {
  return typeof value === 'string' && ID.test(value) ? Number(value) : null
}

function positive(id: number, what: string): number {
  if (!Number.isSafeInteger(id) || id < 1) throw new RangeError(`not a ${what}`)
  return id
}

/** @throws RangeError when it is no positive integer: a missing client id would make WHMCS answer with everybody's rows. */
export function clientId(id: number): ClientId {
  return positive(id, 'client id') as ClientId
}

export function locationId(name: string): LocationId {
  if (!/^[a-z][a-z0-9]{0,19}$/.test(name)) throw new RangeError('not a location')
  return name as LocationId
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/

export function sessionId(value: string): SessionId {
  if (!TOKEN.test(value)) throw new RangeError('not a session id')
  return value as SessionId
}

export function agentSessionId(value: string): AgentSessionId {
  if (!TOKEN.test(value)) throw new RangeError('not a session id')
  return value as AgentSessionId
}

export function agentId(id: number): AgentId {
  return positive(id, 'agent id') as AgentId
}

/** `agent:3`, the form in which an agent is audited. */
export function agentKey(id: AgentId): string {
  return `agent:${id}`
}
