import { Agent, request } from 'node:http'
import { gunzipSync } from 'node:zlib'

const agent = new Agent({ keepAlive: true, maxSockets: 1 })

export type Fetched = {
  readonly status: number
  readonly body: string
  /** From sending the request to the first byte of the page, and to its last, in milliseconds. */
  readonly firstByte: number
  readonly whole: number
}

/** Asks for a page as a browser does: compressed, on a connection that stays open. */
export function get(url: string, cookie: string): Promise<Fetched> {
  return new Promise((resolve, reject) => {
    const began = performance.now()
    const headers = { cookie, accept: 'text/html', 'accept-encoding': 'gzip', 'accept-language': 'en' }
    const sent = request(url, { agent, headers }, (response) => {
      const chunks: Buffer[] = []
      let firstByte = 0
      response.on('data', (chunk: Buffer) => {
        if (chunks.length === 0) firstByte = performance.now() - began
        chunks.push(chunk)
      })
      response.on('error', reject)
      response.on('end', () => {
        const whole = performance.now() - began
        const bytes = Buffer.concat(chunks)
        const body = (response.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8')
        resolve({ status: response.statusCode ?? 0, body, firstByte, whole })
      })
    })
    sent.on('error', reject)
    sent.end()
  })
}

/** The page, which has to be there. @throws Error for anything but 200 */
export async function page(url: string, cookie: string): Promise<Fetched> {
  const fetched = await get(url, cookie)
  if (fetched.status !== 200) throw new Error(`${url} answered ${fetched.status}`)
  return fetched
}

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', amp: '&', lt: '<', gt: '>', '#x27': "'" }

function decoded(text: string): string {
  return text.replace(/&(quot|amp|lt|gt|#x27);/g, (whole, name: string) => ENTITIES[name] ?? whole)
}

function attribute(tag: string, name: string): string {
  return decoded(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
}

/** Posts the sign-in form as a browser without JavaScript does, and gives the cookies that come back. */
export async function signIn(portalUrl: string, email: string, password: string): Promise<string> {
  const { body } = await page(`${portalUrl}/sign-in`, '')
  const form = body.match(/<form[^>]*>.*?<\/form>/gs)?.find((one) => one.includes('name="password"'))
  if (!form) throw new Error('the sign-in page has no form')
  const fields = new FormData()
  for (const [tag] of form.matchAll(/<input type="hidden"[^>]*>/g)) {
    fields.append(attribute(tag, 'name'), attribute(tag, 'value'))
  }
  fields.append('email', email)
  fields.append('password', password)
  const answer = await fetch(`${portalUrl}/sign-in`, {
    method: 'POST',
    body: fields,
    headers: { origin: portalUrl },
    redirect: 'manual',
  })
  const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '')
  if (!cookies.some((cookie) => cookie.startsWith('portal.session='))) {
    throw new Error(`signing in answered ${answer.status} without a session`)
  }
  return cookies.filter((cookie) => !cookie.endsWith('=')).join('; ')
}
