import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import Provider from 'oidc-provider'

export type ProviderPerson = {
  readonly sub: string
  readonly email?: string | undefined
  readonly email_verified?: boolean | undefined
  readonly name?: string
  readonly groups?: readonly string[]
  readonly acr?: string
  readonly amr?: readonly string[]
}

export const PROVIDER_CLIENT = { id: 'atrium', secret: 'a secret of the tests and of nothing else' } as const

/**
 * A real OpenID Connect provider on loopback. It asks nobody anything: whoever `signsIn` names is signed in, and
 * everything else is oidc-provider's own doing.
 */
export async function startProvider(redirectUri: string, port = 0) {
  let person: ProviderPerson = { sub: 'nobody' }
  const people = new Map<string, ProviderPerson>()
  let asked = 0
  const handler: { serve?: (request: IncomingMessage, response: ServerResponse) => void } = {}
  const server = createServer((request, response) => handler.serve?.(request, response))
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no address')
  const issuer = `http://127.0.0.1:${address.port}`
  const provider = providerAt(issuer, redirectUri, people)

  const interact = async (request: IncomingMessage, response: ServerResponse) => {
    asked += 1
    const { sub, acr, amr } = person
    const login = { accountId: sub, ...(acr && { acr }), ...(amr && { amr: [...amr] }) }
    await provider.interactionFinished(request, response, { login })
  }
  const callback = provider.callback()
  handler.serve = (request, response) => {
    if (request.url?.startsWith('/interaction/')) void interact(request, response)
    else void callback(request, response)
  }
  return {
    issuer,
    /** How often somebody had to prove who they are. */
    asked: () => asked,
    signsIn(next: ProviderPerson) {
      person = next
      people.set(next.sub, next)
    },
    close: () => new Promise<void>((done) => server.close(() => done())),
  }
}

function providerAt(issuer: string, redirectUri: string, people: ReadonlyMap<string, ProviderPerson>): Provider {
  return new Provider(issuer, {
    clients: [{ client_id: PROVIDER_CLIENT.id, client_secret: PROVIDER_CLIENT.secret, redirect_uris: [redirectUri] }],
    claims: {
      openid: ['sub', 'acr', 'amr'],
      email: ['email', 'email_verified'],
      profile: ['name', 'groups'],
      auth_time: null,
      iss: null,
      sid: null,
    },
    acrValues: ['urn:example:mfa'],
    cookies: { keys: ['of the tests'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => {
        const { email, email_verified, name, groups } = people.get(sub) ?? {}
        return { sub, ...JSON.parse(JSON.stringify({ email, email_verified, name, groups })) }
      },
    }),
    // Everybody has consented already: the client is the company's own.
    async loadExistingGrant(context) {
      const { client, session } = context.oidc
      const grant = new context.oidc.provider.Grant({
        ...(client && { clientId: client.clientId }),
        ...(session?.accountId && { accountId: session.accountId }),
      })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
}

/** A browser without a screen: follows the provider's redirects, with a cookie jar (an empty one), until one leads to `end`. */
export async function goThrough(start: URL, end: string, jar = new Map<string, string>()): Promise<URL> {
  let url = start
  for (let steps = 0; steps < 10; steps += 1) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`the provider stopped with ${answer.status}: ${await answer.text()}`)
    url = new URL(location, url)
    if (url.href.startsWith(end)) return url
  }
  throw new Error('the provider leads in circles')
}
