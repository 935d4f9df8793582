/** What `expectations.ts` knows of the agents' endpoints, for callers who are no agents. */
export const AGENT_PLACES = {
  '/agent': { at: () => '/agent', status: 200 },
  '/agent/clients/[clientId]': { at: () => '/agent/clients/1', status: 200 },
  '/agent/sign-in': { at: () => '/agent/sign-in', status: 200 },
  // There is nothing to verify: the way leads back.
  '/agent/sign-in/verify': { at: () => '/agent/sign-in/verify', status: 200, to: '/agent/sign-in' },
  // Without an identity provider it does not exist.
  '/api/agent/callback': { at: () => '/api/agent/callback', status: 404 },
} as const

export const AGENT_FORMS = {
  'agent.sign-in': { email: 'nobody@example.com', password: 'wrong' },
  'agent.sign-in.code': { code: '123456' },
  'agent.sign-in.provider': {},
  'agent.sign-in.restart': {},
  'agent.sign-out': {},
} as const
