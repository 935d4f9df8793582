import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { z } from 'zod'

/**
 * A Jira Cloud on the loopback address with the two endpoints of REST API v3 that the portal uses, each refusing what its
 * documented schema does not allow.
 *
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-post
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-search-jql-post
 * https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
 */
const text = z.strictObject({ type: z.literal('text'), text: z.string().min(1) })
const paragraph = z.strictObject({ type: z.literal('paragraph'), content: z.array(text) })
const newIssue = z.strictObject({
  fields: z.strictObject({
    project: z.strictObject({ key: z.literal('OPS') }),
    issuetype: z.strictObject({ name: z.literal('Task') }),
    summary: z
      .string()
      .min(1)
      .max(255)
      .regex(/^[^\r\n]+$/),
    description: z.strictObject({
      type: z.literal('doc'),
      version: z.literal(1),
      content: z.array(paragraph),
    }),
    // A label has no spaces.
    labels: z.array(z.string().max(255).regex(/^\S+$/)),
  }),
})
const search = z.strictObject({
  jql: z.string().regex(/^project = "OPS" AND labels = "[^"\s]+"$/),
  maxResults: z.number().int().min(1).max(5000),
  fields: z.array(z.string()),
})

export type Issue = z.output<typeof newIssue>['fields'] & { readonly key: string }

/** What happens to the next issue that is made: nothing wrong, or one of the ways in which an answer is lost. */
export type Mood = 'well' | 'lost' | 'broken' | 'refuses'

export async function startJira() {
  const issues: Issue[] = []
  const wrong: string[] = []
  const state: { mood: Mood; lags: boolean } = { mood: 'well', lags: false }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const answer = (status: number, json: unknown) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
    const expected = `Basic ${Buffer.from('bot@example.com:a-token').toString('base64')}`
    if (request.headers.authorization !== expected) return answer(401, { errorMessages: ['Not authenticated'] })
    const schema = { '/rest/api/3/issue': newIssue, '/rest/api/3/search/jql': search }[request.url ?? '']
    if (!schema || request.method !== 'POST') return answer(404, { errorMessages: ['No such resource'] })
    const parsed = schema.safeParse(JSON.parse(body))
    if (!parsed.success) {
      wrong.push(parsed.error.message)
      return answer(400, { errorMessages: [], errors: { fields: 'do not fit' } })
    }
    if ('jql' in parsed.data) {
      const label = /labels = "([^"]+)"/.exec(parsed.data.jql)?.[1] ?? ''
      const found = state.lags ? [] : issues.filter(({ labels }) => labels.includes(label))
      return answer(200, { issues: found.map(({ key }) => ({ id: '1', key, fields: {} })), isLast: true })
    }
    if (state.mood === 'refuses') return answer(403, { errorMessages: ['You cannot create issues here'] })
    const key = `OPS-${issues.length + 1}`
    issues.push({ ...parsed.data.fields, key })
    if (state.mood === 'lost') return void request.socket.destroy()
    if (state.mood === 'broken') return answer(502, {})
    answer(201, { id: '10000', key, self: `https://example.atlassian.net/rest/api/3/issue/10000` })
  }

  const server = createServer((request, response) => void handle(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  return {
    issues,
    wrong,
    state,
    settings: { JIRA_URL: url, JIRA_EMAIL: 'bot@example.com', JIRA_API_TOKEN: 'a-token', JIRA_PROJECT: 'OPS' },
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
