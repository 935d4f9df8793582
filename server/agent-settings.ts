import 'server-only'
import { z } from 'zod'
import type { AgentRole } from '@/lib/schemas/agent'

/** Set together or not at all. */
export const AGENT_OIDC = [
  'AGENT_OIDC_ISSUER',
  'AGENT_OIDC_CLIENT_ID',
  'AGENT_OIDC_CLIENT_SECRET',
  'AGENT_OIDC_ALLOWED',
] as const

/** Who is let in: a verified address, or whoever has a value in a claim. Never a whole domain of addresses. */
export type AllowRule = { readonly claim: string | null; readonly value: string; readonly role: AgentRole }

const ADDRESS = /^[^\s=@*]+@[^\s=@*]+\.[^\s=@*]+$/
const RULE = /^(?:([\w.:/-]{1,100})=)?([^=]{1,254}?)(?::(support|lead))?$/

/** `anna@example.com`, `anna@example.com:lead`, `groups=portal-support`, `groups=portal-leads:lead`; null for none of these. */
function ruleOf(text: string): AllowRule | null {
  const [, claim, value = '', role = 'support'] = RULE.exec(text) ?? []
  if (value === '') return null
  if (claim === undefined && !ADDRESS.test(value)) return null
  return {
    claim: claim ?? null,
    value: claim === undefined ? value.toLowerCase() : value,
    role: role === 'lead' ? 'lead' : 'support',
  }
}

const rules = z.string().transform((text, context): AllowRule[] => {
  const parsed = text.split(',').map((one) => ruleOf(one.trim()))
  const found = parsed.filter((rule) => rule !== null)
  if (found.length === parsed.length) return found
  context.addIssue({ code: 'custom', message: 'must be like anna@example.com,groups=support,groups=leads:lead' })
  return z.NEVER
})

const words = z.string().transform((text) =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== ''),
)

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

const issuer = z
  .url({ protocol: /^https?$/, error: 'must be an address like https://login.example.com' })
  .refine((text) => !/[?#@]/.test(text), { error: 'must be an address without user, query or fragment' })
  .refine((text) => text.startsWith('https:') || LOOPBACK.has(new URL(text).hostname), {
    error: 'must be https (plain http is accepted for localhost only)',
  })

const addresses = words.refine((list) => list.every((one) => ADDRESS.test(one)), {
  error: 'must be addresses like lead@example.com,security@example.com',
})

const HOURS = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/

/** Minutes of the day in UTC: `begins` is in it, `ends` is not. Over midnight when it ends earlier than it begins. */
export type SupportHours = { readonly begins: number; readonly ends: number }

const hours = z
  .string()
  .regex(HOURS, 'must be like 07:00-19:00 (UTC)')
  .transform((text): SupportHours => {
    const [, ...parts] = HOURS.exec(text) ?? []
    const [h1 = 0, m1 = 0, h2 = 0, m2 = 0] = parts.map(Number)
    return { begins: h1 * 60 + m1, ends: h2 * 60 + m2 }
  })

/** Accounts whose every visit is told: `12`, or `eu:12` with several installations. */
const watched = words.refine((list) => list.every((one) => /^(?:[a-z][a-z0-9]{0,19}:)?[1-9]\d{0,9}$/.test(one)), {
  error: 'must be customer numbers like 12,eu:44',
})

/** How support agents sign in with the company's identity provider, and what is kept an eye on. */
export const agentSettings = {
  AGENT_OIDC_ISSUER: issuer.optional(),
  AGENT_OIDC_CLIENT_ID: z.string().min(1).optional(),
  AGENT_OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  AGENT_OIDC_ALLOWED: rules.optional(),
  /** What the provider must say about how somebody signed in; any of each list. */
  AGENT_OIDC_ACR: words.default([]),
  AGENT_OIDC_AMR: words.default([]),
  /** No agent in any account, whatever the store says. */
  PORTAL_SUPPORT_ACCESS: z.enum(['on', 'off'], 'must be on or off').default('on'),
  PORTAL_SUPPORT_ALERTS: addresses.default([]),
  PORTAL_SUPPORT_HOURS: hours.optional(),
  PORTAL_SUPPORT_WATCHED: watched.default([]),
} as const
