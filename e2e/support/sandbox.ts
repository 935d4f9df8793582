import type { Row, TableName } from '../../sandbox/core/schema.ts'
import type { Version } from '../../sandbox/core/version.ts'
import type { Fault } from '../../sandbox/wire/faults.ts'
import type { OidcVariant } from '../../sandbox/web/state.ts'

export type Call = {
  readonly action: string
  /** As the portal sent them, secrets left out. */
  readonly params: Readonly<Record<string, unknown>>
  readonly at: string
  readonly ms: number
  readonly http: number
  /** The faults that struck, separated by commas. */
  readonly fault: string
  readonly answer: string
}

type Tables<T extends TableName> = { readonly [K in T]: readonly Row<K>[] }

async function control(url: string, method: string, path: string, body?: object) {
  const answer = await fetch(`${url}/__sandbox${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  if (!answer.ok) throw new Error(`The sandbox refused ${method} ${path}: ${await answer.text()}`)
  return answer.json()
}

/** The knobs of a running sandbox. The `sandbox` fixture resets it before each test. */
export function sandboxAt(url: string) {
  const ask = (method: string, path: string, body?: object) => control(url, method, path, body)
  return {
    url,

    /** A fresh company: forgets data, faults, calls, latency, access and clock. */
    async reset(): Promise<void> {
      await ask('POST', '/reset')
    },

    /** What WHMCS holds now: `const { invoices } = await sandbox.state('invoices')`. Amounts are in cents. */
    async state<T extends TableName>(...names: readonly T[]): Promise<Tables<T>> {
      const { tables } = await ask('GET', `/state?tables=${names.join(',')}`)
      return tables
    },

    /** Every API call since the reset (or `forgetCalls`), or those of one action. */
    async calls(action?: string): Promise<readonly Call[]> {
      const calls: Call[] = await ask('GET', '/calls')
      return action === undefined ? calls : calls.filter((call) => call.action === action)
    },
    async forgetCalls(): Promise<void> {
      await ask('DELETE', '/calls')
    },

    /** `fault({ action: 'GetInvoice', fault: 'html' })`; sandbox/README.md lists them. */
    async fault(...faults: readonly Fault[]): Promise<void> {
      await ask('POST', '/faults', faults)
    },
    async heal(): Promise<void> {
      await ask('DELETE', '/faults')
    },

    /** Does something while the faults stand aside. They begin to count anew afterwards. */
    async withoutFaults<T>(work: () => Promise<T>): Promise<T> {
      const armed: { fault: Fault }[] = await ask('GET', '/faults')
      await ask('DELETE', '/faults')
      const done = await work()
      await ask(
        'POST',
        '/faults',
        armed.map(({ fault }) => fault),
      )
      return done
    },

    /** What WHMCS's staff does meanwhile, over the same API. It stands in `calls` like the portal's own. */
    async api(action: string, params: Readonly<Record<string, string>>): Promise<void> {
      const credentials = { identifier: 'sandbox-identifier', secret: 'sandbox-secret', responsetype: 'json' }
      const body = new URLSearchParams({ ...credentials, action, ...params })
      const answer = await fetch(`${url}/includes/api.php`, { method: 'POST', body })
      const { result, message } = await answer.json()
      if (result !== 'success') throw new Error(`WHMCS refused ${action}: ${message}`)
    },

    /** Every call takes at least this long. */
    async latency(ms: number): Promise<void> {
      await ask('POST', '/latency', { ms })
    },

    /** WHMCS's clock, not the portal's. Null returns to the real time. */
    async clock(now: string | null, frozen = false): Promise<void> {
      await ask('POST', '/clock', { now, frozen })
    },

    /** Actions the portal's credential may not call, addresses it may call from. */
    async access(rules: { deny?: string[]; ips?: string[] | null; accessKey?: string }): Promise<void> {
      await ask('POST', '/access', rules)
    },

    /** Ways in which WHMCS's OpenID Connect provider lies. */
    async oidcLies(...variant: readonly OidcVariant[]): Promise<void> {
      await ask('POST', '/oidc', { variant })
    },

    /** Has WHMCS's staff send a client a mail. Answers its id in the client's list. */
    async sendEmail(mail: { client: number; subject: string; html: string }): Promise<number> {
      const { id } = await ask('POST', '/email', mail)
      return id
    },

    /** Another balance, in cents, that no row of the credit log explains. */
    async setCredit(client: number, balance: number): Promise<void> {
      await ask('POST', '/credit', { client, balance })
    },

    /** The mails WHMCS sent since the reset. */
    async mail(): Promise<readonly Row<'sent_mail'>[]> {
      return ask('GET', '/mail')
    },
  }
}

export type Sandbox = ReturnType<typeof sandboxAt>

/** These tests reset the WHMCS that they are pointed at. It must be the sandbox, on this machine, in this version. */
export async function assertSandbox(url: string, version: Version): Promise<void> {
  const { hostname } = new URL(url)
  const answer = hostname === '127.0.0.1' && (await control(url, 'GET', '/state?tables=currencies').catch(() => null))
  if (!answer || answer.version !== version) {
    throw new Error(`${url} is not a WHMCS ${version} sandbox on this machine. The browser tests refuse to touch it.`)
  }
}
