import { expect, test } from 'vitest'
import { clientId } from '@/lib/ids'
import type { Writer } from './client'
import { markOwned } from './owned'
import { addSubaccount, updateSubaccount } from './subaccounts'
import { byAction, fakeWhmcs } from './testing/fake'

const person = { firstName: 'Ana', lastName: 'Silva', email: 'ana@example.com', password: 'x y &=ü' }
const done = { result: 'success', contactid: 3 }
const answers = byAction({ AddContact: done, UpdateContact: done })

const making = (whmcs: Writer) =>
  addSubaccount(whmcs, clientId(12), { ...person, permissions: ['tickets', 'invoices'] })
const changing = (whmcs: Writer) =>
  updateSubaccount(whmcs, markOwned<'user'>(3), { signsIn: true, password: 'x y &=ü' })
const ending = (whmcs: Writer) => updateSubaccount(whmcs, markOwned<'user'>(3), { signsIn: false })

test('password2, permissions and subaccount on 7.x', async () => {
  await using fake = await fakeWhmcs(answers)
  const whmcs = fake.whmcs({}, { version: '7.10' })
  for (const work of [making, changing, ending]) await work(whmcs)
  expect(fake.received.map(({ params }) => Object.fromEntries(params))).toMatchObject([
    {
      action: 'AddContact',
      clientid: '12',
      firstname: 'Ana',
      lastname: 'Silva',
      email: 'ana@example.com',
      password2: 'x y &=ü',
      permissions: 'invoices,tickets',
    },
    { action: 'UpdateContact', contactid: '3', subaccount: '1', password2: 'x y &=ü' },
    { action: 'UpdateContact', contactid: '3', subaccount: '0' },
  ])
  expect(fake.received.map(({ params }) => [...params.keys()].includes('permissions'))).toEqual([true, false, false])
})

test('and none of it from 8.0 on', async () => {
  for (const version of ['8.0', '8.13', '9.0']) {
    await using fake = await fakeWhmcs(answers)
    const whmcs = fake.whmcs({}, { version })
    for (const work of [making, changing, ending]) {
      await expect(work(whmcs)).rejects.toMatchObject({ failure: 'refused' })
    }
    expect(fake.received).toEqual([])
  }
})

test('an answer about another contact is refused', async () => {
  await using fake = await fakeWhmcs(byAction({ UpdateContact: { result: 'success', contactid: 4 } }))
  const whmcs = fake.whmcs({}, { version: '7.10' })
  await expect(changing(whmcs)).rejects.toMatchObject({ reason: 'wrong echo' })
})
