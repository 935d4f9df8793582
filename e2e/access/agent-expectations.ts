/** What `expectations.ts` knows of the agents' endpoints, for callers who are no agents, and of how support comes in. */
export const AGENT_PLACES = {
  '/agent': { at: () => '/agent', status: 200 },
  '/agent/audit': { at: () => '/agent/audit', status: 200 },
  '/agent/audit.csv': { at: () => '/agent/audit.csv', status: 200, to: '/agent/sign-in' },
  '/agent/clients/[clientId]': { at: () => '/agent/clients/1', status: 200 },
  '/agent/clients/[clientId]/enter': { at: () => '/agent/clients/1/enter', status: 200 },
  // Nobody is in an account: there is nothing to change.
  '/agent/change': { at: () => '/agent/change', status: 200, to: '/agent' },
  '/support-access.csv': { at: () => '/support-access.csv', status: 200 },
  '/support-access/setting': { at: () => '/support-access/setting', status: 200 },
  '/api/support-access': { at: () => '/api/support-access', status: 200 },
  '/agent/approvals': { at: () => '/agent/approvals', status: 200 },
  '/agent/waiting': { at: () => '/agent/waiting', status: 200 },
  '/agent/sign-in': { at: () => '/agent/sign-in', status: 200 },
  // There is nothing to verify: the way leads back.
  '/agent/sign-in/verify': { at: () => '/agent/sign-in/verify', status: 200, to: '/agent/sign-in' },
  // Without an identity provider it does not exist.
  '/api/agent/callback': { at: () => '/api/agent/callback', status: 404 },
} as const

export const AGENT_FORMS = {
  'agent.allow-all': {},
  'agent.audit-check': {},
  'agent.block': { place: '', account: '1' },
  'agent.sign-in': { email: 'nobody@example.com', password: 'wrong' },
  'agent.sign-in.code': { code: '123456' },
  'agent.sign-in.provider': {},
  'agent.sign-in.restart': {},
  'agent.sign-out': {},
  'agent.stop-all': {},
  'agent.unblock': { place: '', account: '1' },
  'support.begin': {
    client: '1',
    location: '',
    ticket: '1',
    reason: 'Because somebody asked on the phone',
    code: '123456',
  },
  'support.begin-change': {
    class: 'contacts',
    reason: 'Because somebody asked on the phone',
    code: '123456',
  },
  'support.read': {},
  'support.leave': {},
  'support.allow': { request: 'of-nobody' },
  'support.refuse': { request: 'of-nobody' },
  'support.consent': { mode: 'notice' },
  'support.pin': {},
  'support.begin.allowed': {},
  'agent.reveal': { client: '1', location: '', what: 'phone', of: '1' },
  'agent.request.allow': { request: 'of-nobody' },
  'agent.request.refuse': { request: 'of-nobody' },
  'agent.request.withdraw': {},
} as const
