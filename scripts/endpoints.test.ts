import { expect, test } from 'vitest'
import { isPermission } from '@/lib/permissions'
import { WRITE_CLASSES } from '@/lib/support-class'
import { isData } from '@/server/headers'
import { endpointModule, listEndpoints, permissionMatrix } from './endpoints'

test('the committed permission matrix is what the source declares', async () => {
  await expect(permissionMatrix(listEndpoints())).toMatchFileSnapshot('../docs/permission-matrix.md')
})

test('so is the copy that the portal itself reads', async () => {
  await expect(endpointModule(listEndpoints())).toMatchFileSnapshot('../server/access/endpoints.ts')
})

test('each endpoint asks for something the portal knows', () => {
  for (const { name, needs } of listEndpoints()) {
    for (const need of needs) {
      const known = isPermission(need) || ['public', 'session', 'signed-in', 'owner', 'agent', 'lead'].includes(need)
      expect(known, `${name} needs ${need}`).toBe(true)
    }
  }
})

test('each action says whether a support agent may do it, and what is never stays so', () => {
  const rules = [...WRITE_CLASSES, 'never', '-']
  const actions = listEndpoints().filter(({ kind }) => kind === 'action')
  for (const { name, support } of actions) expect(rules, name).toContain(support)
  const open = actions.filter(({ support }) => WRITE_CLASSES.some((one) => one === support))
  expect(open.map(({ name, support }) => `${name}: ${support}`)).toEqual([
    'cancellation.request: cancellations',
    'cancellation.withdraw: cancellations',
    'contact.add: contacts',
    'contact.remove: contacts',
    'contact.update: contacts',
    'profile.details: profile',
    'service.name: services',
  ])
})

test('no two actions share a name, because audit, log and limits go by it', () => {
  const names = listEndpoints().flatMap(({ kind, name }) => (kind === 'action' ? [name] : []))
  expect(new Set(names).size).toBe(names.length)
})

test('a route handler answers under the policy for data, a page under the one for documents', () => {
  // The document of a mail has a policy of its own.
  const routes = listEndpoints().filter(({ name }) => name !== '/emails/[emailId]/body')
  for (const { kind, name } of routes) if (kind !== 'action') expect(isData(name), name).toBe(kind === 'route')
  for (const nowhere of ['/nowhere.csv', '/nowhere/pdf', '/invoices/5/pdf/x']) expect(isData(nowhere)).toBe(false)
})
