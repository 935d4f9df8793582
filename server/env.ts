import 'server-only'
import { z } from 'zod'
import { DEFAULT_LOCALE, LOCALES } from '@/lib/i18n/locales'
import { CONSENT_MODES } from '@/lib/schemas/support-consent'
import { AGENT_OIDC, agentSettings } from './agent-settings'
import { cancellationSettings, JIRA } from './cancellation-settings'
import { customFieldList, fieldList } from './profile-settings'

/**
 * The only reader of the environment: parsed once, at start. Each problem is one plain line, so that `npm start` can
 * print all of them and stop, instead of failing at the first customer.
 */

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

const origin = z
  .url({ protocol: /^https?$/, error: 'must be an address like https://my.example.com' })
  .transform((text) => new URL(text))
  .refine((url) => url.protocol === 'https:' || LOOPBACK.has(url.hostname), {
    error: 'must be https (plain http is accepted for localhost only)',
  })

const whmcsUrl = z
  .url({ protocol: /^https?$/, error: 'must be an address like https://billing.example.com' })
  .refine((text) => !/[?#@]/.test(text), { error: 'must be an address without user, query or fragment' })
  .transform((text) => text.replace(/\/includes\/api\.php$/, '').replace(/\/+$/, ''))

const secrets = z
  .string()
  .transform((text) => text.split(',').map((secret) => secret.trim()))
  .refine((list) => list.length > 0 && list.every((secret) => secret.length >= 32), {
    error: 'must hold at least 32 random characters (several, comma separated: the first signs, the others verify)',
  })

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PORTAL_URL: origin,
  PORTAL_AGENT_URL: origin.optional(),
  PORTAL_SECRET: secrets,
  PORTAL_NAME: z.string().min(1).max(60).default('Atrium'),
  PORTAL_LANGUAGE: z
    .enum(
      LOCALES.map(({ code }) => code),
      `must be one of ${LOCALES.map(({ code }) => code).join(', ')}`,
    )
    .default(DEFAULT_LOCALE),
  PORTAL_SUPPORT_URL: z.url({ protocol: /^(https?|mailto)$/ }).optional(),
  PORTAL_LOGO_URL: z
    .string()
    .regex(/^(https:\/\/|\/)[^\s"'<>]+$/, 'must be an https address or a path of the portal')
    .optional(),
  PORTAL_ACCENT: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'must be a colour like #1161bb')
    .optional(),
  PORTAL_REGISTRATION: z.enum(['open', 'closed'], 'must be open or closed').default('closed'),
  PORTAL_TERMS_URL: z.url({ protocol: /^https$/, error: 'must be an https address' }).optional(),
  PORTAL_SUPPORT_CONSENT: z.enum(CONSENT_MODES, 'must be notice, ask or pin').default('notice'),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an address like smtps://user:password@host:465' }).optional(),
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>"\r\n]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'must be like Example <mail@example.com>')
    .optional(),
  PORTAL_PROFILE_LOCKED: fieldList.default([]),
  PORTAL_PROFILE_OPTIONAL: fieldList.default([]),
  PORTAL_CUSTOM_FIELDS: customFieldList.default([]),
  ...cancellationSettings,
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
    .optional(),
  WHMCS_LOCATIONS: z
    .string()
    .transform((text) => text.split(',').map((name) => name.trim().toLowerCase()))
    .pipe(z.array(z.string().regex(/^[a-z][a-z0-9]{0,19}$/, 'must be names like eu,us')).min(1))
    .optional(),
  ...agentSettings,
  TRUSTED_PROXY_HOPS: z
    .string()
    .regex(/^(\d|10)$/, 'must be a number from 0 to 10')
    .transform(Number)
    .default(0),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
    .default('info'),
})

const connection = z.object({
  URL: whmcsUrl,
  IDENTIFIER: z.string().min(1),
  SECRET: z.string().min(1),
  ACCESS_KEY: z.string().min(1).optional(),
  VERSION: z
    .string()
    .regex(/^\d{1,2}\.\d{1,2}(\.\d+)?$/, 'must be a version like 8.13')
    .optional(),
  NAME: z.string().min(1).max(40).optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
})

export type WhmcsConnection = {
  readonly location: string
  /** For people to read. */
  readonly name: string
  readonly url: string
  readonly identifier: string
  readonly secret: string
  readonly accessKey?: string
  readonly version?: string
  /** Its OpenID Connect client, when people sign in there. */
  readonly oidc?: { readonly clientId: string; readonly clientSecret: string }
}

export type Env = Readonly<z.output<typeof schema>> & { readonly whmcs: readonly WhmcsConnection[] }

type Source = Readonly<Record<string, string | undefined>>

/** An empty variable is an absent one: compose files and shells leave them behind. */
function present(source: Source): Source {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
}

function readConnection(source: Source, location: string, prefix: string, problems: string[]): WhmcsConnection | null {
  const parsed = connection.safeParse(
    Object.fromEntries(Object.keys(connection.shape).map((key) => [key, source[prefix + key]])),
  )
  if (!parsed.success) {
    for (const issue of parsed.error.issues) problems.push(line(prefix + issue.path.join('_'), issue))
    return null
  }
  const {
    URL: url,
    IDENTIFIER: identifier,
    SECRET: secret,
    ACCESS_KEY: accessKey,
    VERSION: version,
    NAME,
  } = parsed.data
  const { OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = parsed.data
  if (Boolean(clientId) !== Boolean(clientSecret)) {
    problems.push(`${prefix}OIDC_CLIENT_ID and ${prefix}OIDC_CLIENT_SECRET must be set together`)
  }
  return {
    location,
    name: NAME ?? location.toUpperCase(),
    url,
    identifier,
    secret,
    ...(accessKey && { accessKey }),
    ...(version && { version }),
    ...(clientId && clientSecret && { oidc: { clientId, clientSecret } }),
  }
}

function line(name: string, issue: z.core.$ZodIssue): string {
  const missing = issue.code === 'invalid_type' && issue.input === undefined
  return `${name} ${missing ? 'is missing' : issue.message}`
}

/** Cookies know no ports, and their names say whether they are for https. */
function hostProblems({ PORTAL_URL: own, PORTAL_AGENT_URL: agents }: z.output<typeof schema>): string[] {
  if (!agents) return []
  return [
    ...(agents.hostname === own.hostname ? ['PORTAL_AGENT_URL must be another host than PORTAL_URL'] : []),
    ...(agents.protocol === own.protocol
      ? []
      : ['PORTAL_AGENT_URL must be https when PORTAL_URL is, and the other way round']),
  ]
}

/** Never holds a value, only names and what is wrong: it may be printed. */
export function parseEnv(raw: Source): { env: Env } | { problems: string[] } {
  const source = present(raw)
  const parsed = schema.safeParse(source, { reportInput: true })
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => line(issue.path.join('.'), issue))
  // Read on its own, so that another problem does not hide which installations there are.
  const locations = schema.shape.WHMCS_LOCATIONS.safeParse(source['WHMCS_LOCATIONS']).data
  const whmcs = locations
    ? locations.map((name) => readConnection(source, name, `WHMCS_${name.toUpperCase()}_`, problems))
    : [readConnection(source, 'main', 'WHMCS_', problems)]
  for (const together of [JIRA, AGENT_OIDC]) {
    const set = together.filter((name) => source[name])
    if (set.length > 0 && set.length < together.length) problems.push(`${together.join(', ')} must be set together`)
  }
  if (parsed.success) problems.push(...hostProblems(parsed.data))
  if (source['SMTP_URL'] && !source['MAIL_FROM']) problems.push('MAIL_FROM is missing: SMTP_URL needs a sender')
  const usable = whmcs.filter((item) => item !== null)
  if (!parsed.success || problems.length > 0 || usable.length === 0) return { problems }
  return { env: { ...parsed.data, whmcs: usable } }
}

let parsedOnce: Env | undefined

/** @throws Error with one line per problem. */
export function env(): Env {
  if (parsedOnce) return parsedOnce
  const result = parseEnv(process.env)
  if ('problems' in result) throw new Error(`The configuration is wrong:\n${result.problems.join('\n')}`)
  parsedOnce = result.env
  // next-auth takes the portal's address from here, and from no header.
  process.env['NEXTAUTH_URL'] = parsedOnce.PORTAL_URL.origin
  return parsedOnce
}
