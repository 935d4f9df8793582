import { expect, test, vi } from 'vitest'
import { clientId } from '@/lib/ids'
import { readers } from '@/server/agents/connections'
import { store } from '@/server/store/current'
import type { Reader } from '@/server/whmcs/client'
import { getClient } from '@/server/whmcs/clients'
import { listContacts } from '@/server/whmcs/contacts'
import { listPayMethods } from '@/server/whmcs/gateways'
import { reveal } from './reveal'
import { agent, MAIN, said, sandbox, stage } from './testing/stage'

vi.mock('./current', () => ({ findHeldGrant: () => Promise.resolve({ kind: 'none' }) }))

stage()

const PHONE = '+44 20 7946 0987'
const TAX = 'GB-987.654.321'
const ONE = { client: 1, location: '', of: 1 }

function plant(): number {
  sandbox.world.store.update('clients', 1, { phonenumber: PHONE, tax_id: TAX })
  const contact = sandbox.world.store.all('contacts').find(({ userid }) => userid === 1)
  if (!contact) throw new Error('the sandbox has no contact')
  sandbox.world.store.update('contacts', contact.id, { phonenumber: PHONE })
  return contact.id
}

test('what an agent’s connection reads holds no phone number, tax number or digits of a card, wherever they stand', async () => {
  plant()
  const card = sandbox.world.store.all('pay_methods').find((one) => one.card_last_four !== '')
  sandbox.world.store.update('pay_methods', card?.id ?? 0, { description: `Visa-${card?.card_last_four}` })
  const whmcs = readers().get(MAIN)
  if (!whmcs) throw new Error('no connection')
  const read = async (reader: Reader) => [
    await getClient(reader, clientId(1)),
    await listContacts(reader, clientId(1)),
    await listPayMethods(reader, clientId(1)),
  ]
  const text = JSON.stringify(await read(whmcs))
  expect(text).toContain('•')
  expect(text).toContain('••••')
  for (const secret of [PHONE, '7946', TAX, '987.654', card?.card_last_four ?? 'none'])
    expect(text).not.toContain(secret)
})

test('each hidden value is shown one by one, and its name is on record, never the value', async () => {
  const contact = plant()
  const ada = await agent('ada')
  const card = sandbox.world.store.all('pay_methods').find((one) => one.card_last_four !== '')
  expect(await reveal(ada, { ...ONE, what: 'phone' })).toBe(PHONE)
  expect(await reveal(ada, { ...ONE, what: 'taxId' })).toBe(TAX)
  expect(await reveal(ada, { ...ONE, what: 'contactPhone', of: contact })).toBe(PHONE)
  expect(await reveal(ada, { ...ONE, what: 'cardDigits', of: card?.id ?? 0 })).toBe(card?.card_last_four)
  const { db } = await store()
  const rows = await db.selectFrom('audit').selectAll().where('event', '=', 'support.reveal').execute()
  expect(rows.map(({ target, client }) => `${client} ${target}`)).toEqual([
    '1 phone:1',
    '1 taxId:1',
    `1 contactPhone:${contact}`,
    `1 cardDigits:${card?.id}`,
  ])
  for (const secret of [PHONE, TAX]) expect(JSON.stringify(rows)).not.toContain(secret)
})

test('nothing of another client’s is shown, and not more than thirty in an hour', async () => {
  const contact = plant()
  const ada = await agent('ada')
  expect(await said(reveal(ada, { ...ONE, what: 'phone', of: 2 }))).toBe('not_found')
  expect(await said(reveal(ada, { ...ONE, client: 2, what: 'contactPhone', of: contact }))).toBe('not_found')
  expect(await said(reveal(ada, { ...ONE, location: 'other', what: 'phone' }))).toBe('not_found')
  for (let index = 3; index < 30; index += 1) await reveal(ada, { ...ONE, what: 'phone' })
  expect(await said(reveal(ada, { ...ONE, what: 'phone' }))).toBe('rate_limited')
})
