import 'server-only'
import { Agent, fetch } from 'undici'
import { z } from 'zod'
import { env } from './env'
import { PortalError } from './errors'

/**
 * The two calls of Jira Cloud's REST API v3 that the portal makes.
 *
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/
 */
export type Jira = {
  readonly url: string
  readonly email: string
  readonly token: string
  /** The key of the project, like `OPS`. */
  readonly project: string
}

export type NewIssue = {
  readonly summary: string
  /** Plain text; each line becomes a paragraph. */
  readonly text: string
  /** By which the issue is found again. */
  readonly label: string
}

const DEADLINE_MS = 15_000
/** Every project that was made from a template of Jira's has it. */
const ISSUE_TYPE = 'Task'

const KEY = z.string().regex(/^[A-Z][A-Z0-9_]+-\d+$/)
const created = z.object({ key: KEY })
const found = z.object({ issues: z.array(z.object({ key: KEY })) })

/** Nothing was sent yet when one of these happened. */
const BEFORE_SENDING: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
])

const agent = new Agent({ connect: { timeout: 3000 }, keepAliveTimeout: 4000 })

/** Null unless all four settings are there. */
export function jira(): Jira | null {
  const { JIRA_URL: url, JIRA_EMAIL: email, JIRA_API_TOKEN: token, JIRA_PROJECT: project } = env()
  return url && email && token && project ? { url: url.replace(/\/+$/, ''), email, token, project } : null
}

function causedBy(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : null
  return typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : null
}

/** @throws PortalError `unavailable` when Jira refused it or was never reached; Error when nobody knows what it did */
async function call(to: Jira, method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
  const authorization = `Basic ${Buffer.from(`${to.email}:${to.token}`).toString('base64')}`
  const headers = { accept: 'application/json', authorization, ...(body && { 'content-type': 'application/json' }) }
  const rest = { dispatcher: agent, redirect: 'error', signal: AbortSignal.timeout(DEADLINE_MS) } as const
  const answer = await fetch(to.url + path, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
    ...rest,
  }).catch((error: unknown) => {
    if (BEFORE_SENDING.has(causedBy(error))) throw new PortalError('unavailable', { cause: error })
    throw error
  })
  if (answer.status >= 400 && answer.status < 500) {
    await answer.body?.cancel()
    throw new PortalError('unavailable', { cause: new Error(`Jira answered ${answer.status}`) })
  }
  if (!answer.ok) {
    await answer.body?.cancel()
    throw new Error(`Jira answered ${answer.status}`)
  }
  return answer.json()
}

/** Atlassian Document Format, the only form in which v3 takes a description. */
function document(text: string) {
  const paragraph = (line: string) => ({
    type: 'paragraph',
    content: line === '' ? [] : [{ type: 'text', text: line }],
  })
  return { type: 'doc', version: 1, content: text.split('\n').map(paragraph) }
}

/** @returns its key, like `OPS-12` @throws as `call` */
export async function createIssue(to: Jira, { summary, text, label }: NewIssue): Promise<string> {
  const answer = await call(to, 'POST', '/rest/api/3/issue', {
    fields: {
      project: { key: to.project },
      issuetype: { name: ISSUE_TYPE },
      summary,
      description: document(text),
      labels: [label],
    },
  })
  return created.parse(answer).key
}

/** The key of the issue with this label; null when Jira's search, which may lag behind, shows none. @throws as `call` */
export async function findIssue(to: Jira, label: string): Promise<string | null> {
  const jql = `project = "${to.project}" AND labels = "${label}"`
  const answer = await call(to, 'POST', '/rest/api/3/search/jql', { jql, maxResults: 1, fields: ['key'] })
  return found.parse(answer).issues[0]?.key ?? null
}
