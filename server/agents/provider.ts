import 'server-only'
import * as openid from 'openid-client'
import { z } from 'zod'
import { env } from '@/server/env'
import { agentOrigin } from '@/server/hosts'
import { PortalError } from '@/server/errors'
import { errorFields, log } from '@/server/observability/log'
import type { AllowRule } from '@/server/agent-settings'
import type { AgentRole } from '@/lib/schemas/agent'

/**
 * The company's identity provider, over OpenID Connect: authorization code with PKCE, state and nonce. The library checks
 * issuer, audience, times, nonce, and (asked to) the signature; who may come in is decided here.
 */
export const CALLBACK = '/api/agent/callback'

/** What is remembered between going there and coming back. */
export type Journey = {
  readonly verifier: string
  readonly state: string
  readonly nonce: string
  readonly next: string
}

/** Somebody whom the provider has authenticated and the configuration lets in. */
export type Introduced = {
  readonly issuer: string
  readonly subject: string
  readonly email: string
  readonly name: string
  readonly role: AgentRole
  readonly amr: readonly string[]
  /** When they proved it to the provider. */
  readonly authenticatedAt: Date
}

export function isProviderConfigured(): boolean {
  return env().AGENT_OIDC_ISSUER !== undefined
}

/** How long what the provider says about itself is believed, in ms. */
const BELIEVED_MS = 3_600_000
const TIMEOUT_SECONDS = 10
/** Whoever proved who they are longer ago than this, in seconds, does so again: a sign-in is the step up as well. */
const MAX_AGE = 60

let known: { readonly config: Promise<openid.Configuration>; readonly until: number } | undefined

async function discover(): Promise<openid.Configuration> {
  const { AGENT_OIDC_ISSUER = '', AGENT_OIDC_CLIENT_ID = '', AGENT_OIDC_CLIENT_SECRET = '' } = env()
  const issuer = new URL(AGENT_OIDC_ISSUER)
  const execute = [openid.enableNonRepudiationChecks]
  // Only for a provider on this very machine: env.ts accepts no other without https.
  if (issuer.protocol === 'http:') execute.push(openid.allowInsecureRequests)
  return openid.discovery(issuer, AGENT_OIDC_CLIENT_ID, undefined, openid.ClientSecretBasic(AGENT_OIDC_CLIENT_SECRET), {
    execute,
    timeout: TIMEOUT_SECONDS,
  })
}

function configuration(): Promise<openid.Configuration> {
  if (known && known.until > Date.now()) return known.config
  const config = discover()
  known = { config, until: Date.now() + BELIEVED_MS }
  // A failure is not kept: the next one who signs in asks again.
  config.catch(() => (known = undefined))
  return config
}

function callbackUrl(): URL {
  return new URL(CALLBACK, agentOrigin())
}

/** @throws PortalError `not_found` when there is no provider, `unavailable` when it does not answer */
export async function beginJourney(next: string): Promise<{ url: URL; journey: Journey }> {
  if (!isProviderConfigured()) throw new PortalError('not_found')
  const journey = {
    verifier: openid.randomPKCECodeVerifier(),
    state: openid.randomState(),
    nonce: openid.randomNonce(),
    next,
  }
  const config = await configuration().catch((error: unknown) => {
    log('error', 'agent.provider_silent', errorFields(error))
    throw new PortalError('unavailable', { message: 'provider_silent' })
  })
  const acr = env().AGENT_OIDC_ACR
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: callbackUrl().href,
    scope: 'openid email profile',
    code_challenge: await openid.calculatePKCECodeChallenge(journey.verifier),
    code_challenge_method: 'S256',
    state: journey.state,
    nonce: journey.nonce,
    max_age: String(MAX_AGE),
    // `max_age` demands it of every provider (OpenID Connect Core §2); some send it only when it is asked for by name.
    claims: JSON.stringify({ id_token: { auth_time: { essential: true } } }),
    ...(acr.length > 0 && { acr_values: acr.join(' ') }),
  })
  return { url, journey }
}

const facts = z.looseObject({
  sub: z.string().min(1).max(255),
  email: z.email().optional(),
  email_verified: z.unknown().optional(),
  name: z.string().optional(),
})
const proofs = z.object({
  acr: z.string().optional(),
  amr: z.array(z.string()).default([]),
  auth_time: z.int().nonnegative().optional(),
})

type Facts = z.output<typeof facts>

function isIn(claim: unknown, value: string): boolean {
  return Array.isArray(claim) ? claim.includes(value) : claim === value
}

function fits({ claim, value }: AllowRule, known: Facts): boolean {
  if (claim !== null) return isIn(known[claim], value)
  // An address that nobody has verified is anybody's.
  return known.email_verified === true && known.email?.toLowerCase() === value
}

/** The role of somebody who is let in, the higher of several; null for everybody else. */
export function roleOf(rules: readonly AllowRule[], known: Facts): AgentRole | null {
  const fitting = rules.filter((rule) => fits(rule, known))
  if (fitting.length === 0) return null
  return fitting.some(({ role }) => role === 'lead') ? 'lead' : 'support'
}

function isAssured({ acr, amr }: z.output<typeof proofs>): boolean {
  const { AGENT_OIDC_ACR: acrs, AGENT_OIDC_AMR: amrs } = env()
  if (acrs.length > 0 && (acr === undefined || !acrs.includes(acr))) return false
  return amrs.length === 0 || amr.some((method) => amrs.includes(method))
}

/** The ID token's word comes before userinfo's, whose subject must be the same. */
async function factsOf(config: openid.Configuration, tokens: openid.TokenEndpointResponse, claims: openid.IDToken) {
  const asked = config.serverMetadata().userinfo_endpoint !== undefined
  const more = asked ? await openid.fetchUserInfo(config, tokens.access_token, claims.sub) : {}
  return facts.parse({ ...more, ...claims })
}

/** Turned away by the portal itself, for one of these reasons; they are on record, and not told to the browser. */
export class TurnedAway extends Error {
  readonly why: 'not_allowed' | 'not_assured' | 'no_address' | 'no_auth_time'
  constructor(why: TurnedAway['why']) {
    super(why)
    this.why = why
  }
}

/**
 * What came back from the provider, checked. `search` is the query of the callback as it was sent; its host is ours.
 * @throws TurnedAway; whatever the library found wrong
 */
export async function finishJourney(journey: Journey, search: string): Promise<Introduced> {
  const config = await configuration()
  const url = callbackUrl()
  url.search = search
  const tokens = await openid.authorizationCodeGrant(config, url, {
    pkceCodeVerifier: journey.verifier,
    expectedState: journey.state,
    expectedNonce: journey.nonce,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (!claims) throw new TurnedAway('not_allowed')
  // Only the signed token says how somebody signed in.
  const proof = proofs.parse({ acr: claims['acr'], amr: claims['amr'], auth_time: claims.auth_time })
  const found = await factsOf(config, tokens, claims)
  const role = roleOf(env().AGENT_OIDC_ALLOWED ?? [], found)
  if (!role) throw new TurnedAway('not_allowed')
  if (!isAssured(proof)) throw new TurnedAway('not_assured')
  if (found.email === undefined) throw new TurnedAway('no_address')
  const { iss: issuer, sub: subject } = claims
  const { amr, auth_time: at } = proof
  // An old single sign-on would pass for a proof of now.
  if (at === undefined) throw new TurnedAway('no_auth_time')
  const authenticatedAt = new Date(at * 1000)
  return { issuer, subject, email: found.email, name: found.name ?? found.email, role, amr, authenticatedAt }
}
