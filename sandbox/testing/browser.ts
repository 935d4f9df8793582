import { createSandbox, type Listening, type Sandbox, type SandboxOptions } from '../app.ts'

export interface Answered {
  status: number
  headers: Headers
  location: string
  text: string
  bytes: Uint8Array
}

/** A browser without scripts, for the tests: it keeps cookies, and follows a redirect only when told to. */
export class Browser {
  readonly #base: string
  readonly #cookies = new Map<string, string>()

  constructor(base: string) {
    this.#base = base
  }

  get(path: string): Promise<Answered> {
    return this.#send(path, { method: 'GET' })
  }

  post(path: string, form: Record<string, string> | [string, string][]): Promise<Answered> {
    return this.#send(path, { method: 'POST', body: new URLSearchParams(form) })
  }

  async follow(path: string): Promise<Answered> {
    let answer = await this.get(path)
    for (let hop = 0; answer.status === 302 && hop < 10; hop += 1) answer = await this.get(answer.location)
    return answer
  }

  signIn(email: string, password = 'atrium-demo'): Promise<Answered> {
    return this.post('/login.php', { username: email, password })
  }

  async #send(path: string, init: RequestInit): Promise<Answered> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(new URL(path, this.#base), { ...init, headers: { cookie }, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      if (/max-age=0/i.test(line)) this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    const bytes = new Uint8Array(await response.arrayBuffer())
    return {
      status: response.status,
      headers: response.headers,
      location: response.headers.get('location') ?? '',
      text: Buffer.from(bytes).toString(),
      bytes,
    }
  }
}

export const tokenIn = (html: string): string => /name="token" value="([0-9a-f]+)"/.exec(html)?.[1] ?? ''

export type Running = Sandbox & Listening & { browser(): Browser }

export async function start(options: SandboxOptions = {}): Promise<Running> {
  const sandbox = createSandbox(options)
  const listening = await sandbox.listen()
  return { ...sandbox, ...listening, browser: () => new Browser(listening.url) }
}

/** Calls the action API, as the portal's server would. */
export async function call(
  url: string,
  action: string,
  params: Record<string, string>,
): Promise<Record<string, unknown>> {
  const body = new URLSearchParams({
    identifier: 'sandbox-identifier',
    secret: 'sandbox-secret',
    action,
    responsetype: 'json',
    ...params,
  })
  const answer: unknown = await (await fetch(`${url}/includes/api.php`, { method: 'POST', body })).json()
  return answer !== null && typeof answer === 'object' ? { ...answer } : {}
}

export async function ssoLink(url: string, params: Record<string, string>): Promise<string> {
  const { redirect_url } = await call(url, 'CreateSsoToken', params)
  return typeof redirect_url === 'string' ? redirect_url : ''
}
