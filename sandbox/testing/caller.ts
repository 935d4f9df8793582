import { z } from 'zod'
import { createSandbox, type Sandbox, type SandboxOptions } from '../app.ts'
import { IDENTIFIER, SECRET } from '../wire/auth.ts'

const body = z.looseObject({ result: z.string().optional(), message: z.string().optional() })
export type Body = z.infer<typeof body>

export interface Reply {
  status: number
  text: string
  body: Body
}

export type Fields = Record<string, string | number>

export interface Caller extends Sandbox {
  /** Calls an action in-process, with credentials and responsetype=json. */
  call(action: string, fields?: Fields): Promise<Body>
  /** The same with the status and the text as sent; `fields` may overwrite the credentials. */
  raw(fields: Fields): Promise<Reply>
  control(method: string, path: string, content?: unknown): Promise<unknown>
}

const CREDENTIALS = { identifier: IDENTIFIER, secret: SECRET, responsetype: 'json' }

/** A sandbox of its own for one test file. */
export function sandbox(options: SandboxOptions = {}): Caller {
  const made = createSandbox(options)
  const raw = async (fields: Fields): Promise<Reply> => {
    const pairs = Object.entries({ ...CREDENTIALS, ...fields }).map(([key, value]): [string, string] => [
      key,
      String(value),
    ])
    const response = await made.app.request('/includes/api.php', { method: 'POST', body: new URLSearchParams(pairs) })
    const text = await response.text()
    const parsed = text.startsWith('{') && text.endsWith('}') ? body.parse(JSON.parse(text)) : {}
    return { status: response.status, text, body: parsed }
  }
  return {
    ...made,
    raw,
    call: async (action, fields = {}) => (await raw({ ...fields, action })).body,
    async control(method, path, content) {
      const sent = content === undefined ? {} : { body: JSON.stringify(content) }
      const response = await made.app.request(`/__sandbox/${path}`, { method, ...sent })
      return response.json()
    },
  }
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

/** Walks `invoices.invoice.0.id` down an answer; undefined when a step is not there. */
export function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((place, step) => {
    if (Array.isArray(place)) {
      const items: unknown[] = place
      return items[Number(step)]
    }
    return isMap(place) ? place[step] : undefined
  }, value)
}

export function rowsAt(value: unknown, path: string): Record<string, unknown>[] {
  const found = at(value, path)
  if (!Array.isArray(found)) throw new Error(`There is no list at ${path}.`)
  const items: unknown[] = found
  return items.filter(isMap)
}
