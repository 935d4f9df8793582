import { expect, test } from 'vitest'
import { z } from 'zod'
import { locationId } from '@/lib/ids'
import type { Operation, Reader } from './client'
import { masking } from './masking'

const ANSWER = {
  client: { phonenumber: '+44.2079460987', tax_id: 'DE123456789' },
  list: [{ description: 'Visa 4242', card_last_four: '4242' }],
}
const operation: Operation<'read', z.ZodUnknown> = {
  action: 'GetClientsDetails',
  effect: 'read',
  response: z.unknown(),
}
const whmcs: Reader = {
  location: locationId('main'),
  baseUrl: 'http://localhost',
  version: () => Promise.reject(new Error('not asked')),
  read: async ({ response }) => response.parse(ANSWER),
}

test('who reads sees no phone, tax or card number, however deep it stands', async () => {
  const seen = JSON.stringify(await masking(whmcs).read(operation))
  for (const hidden of ['2079', '12345', 'Visa 4242', '"4242"}']) expect(seen).not.toContain(hidden)
  expect(seen).toContain('987')
})

test('a form that may be sent shows what it would store; cards stay hidden', async () => {
  for (const changing of ['contacts', 'profile'] as const) {
    const seen = await masking(whmcs, changing).read(operation)
    expect(seen).toMatchObject({ client: { phonenumber: '+44.2079460987', tax_id: 'DE123456789' } })
    expect(JSON.stringify(seen)).not.toContain('Visa 4242')
  }
  expect(JSON.stringify(await masking(whmcs, 'services').read(operation))).not.toContain('2079')
})
