import type { State } from './state.ts'

const OWNER = 'owner@example.com'

export const SERVICE_STATES: readonly State[] = [
  { name: 'services', page: '/services', reach: async ({ signInAs }) => void (await signInAs(OWNER, '/services')) },
  {
    name: 'services, nothing found',
    page: '/services',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/services?q=nothing')),
  },
  {
    name: 'services, none yet',
    page: '/services',
    reach: async ({ signInAs }) => void (await signInAs('empty@example.com', '/services')),
  },
  { name: 'domains', page: '/domains', reach: async ({ signInAs }) => void (await signInAs(OWNER, '/domains')) },
  {
    name: 'service with an unpaid invoice',
    page: '/services/[serviceId]',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/services/1')),
  },
  {
    name: 'service that is suspended',
    page: '/services/[serviceId]',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/services/7')),
  },
  {
    name: 'service that is to end, a part failed',
    page: '/services/[serviceId]',
    reach: async ({ signInAs, sandbox }) => {
      await sandbox.fault({ action: 'GetInvoices', fault: 'html' })
      await signInAs(OWNER, '/services/11')
    },
  },
  {
    name: 'naming a service',
    page: '/services/[serviceId]/name',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/services/3/name')),
  },
  {
    name: 'the next invoice',
    page: '/services/[serviceId]/next-invoice',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/services/3/next-invoice')),
  },
  {
    name: 'the next invoice, something in its way',
    page: '/services/[serviceId]/next-invoice',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/services/1/next-invoice')),
  },
]
