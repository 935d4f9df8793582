import { describe, expect, test } from 'vitest'
import { checkForm } from '../form-values'
import { inOrder, neededBy, PERMISSION_GROUPS, PERMISSIONS, PRESET_NAMES, PRESETS, presetOf } from '../permissions'
import { inviteInput, newSubaccountInput, passwordInput, permissionsInput } from './person'

const permissionsOf = (permissions: string | string[] | undefined) =>
  checkForm(permissionsInput, { person: '7', version: 'v', ...(permissions !== undefined && { permissions }) })

describe('permissions as they are posted', () => {
  test.each([['invoices'], [['invoices', 'tickets']], [[...PERMISSIONS]], [['products', 'manageproducts']]])(
    '%j',
    (sent) => expect(permissionsOf(sent)).toMatchObject({ ok: true, data: { permissions: [sent].flat() } }),
  )

  test.each([
    [',,all'],
    ['all'],
    ['*'],
    [''],
    ['invoices,tickets'],
    ['Invoices'],
    ['INVOICES'],
    [' invoices'],
    ['invoices '],
    ['invoices\u0000'],
    ['ｉnvoices'],
    ['owner'],
    ['signed-in'],
    ['__proto__'],
    ['constructor'],
    [['invoices', 'root']],
    [['invoices', 'invoices']],
    [['contacts', 'contacts ']],
  ])('refused: %j', (sent) => expect(permissionsOf(sent)).toEqual({ ok: false, faults: { permissions: 'choice' } }))

  test('none at all', () => {
    expect(permissionsOf(undefined)).toEqual({ ok: false, faults: { permissions: 'permission_required' } })
  })

  test.each(['manageproducts', 'productsso', 'managedomains'])('%s is of no use alone', (alone) => {
    expect(permissionsOf(alone)).toEqual({ ok: false, faults: { permissions: 'permission_needs' } })
  })

  test('a field more, or an id that is none', () => {
    const sent = { person: '7', version: 'v', permissions: 'invoices' }
    for (const extra of ['subaccount', 'client_id', 'user_id', 'password2', 'isOwner']) {
      expect(checkForm(permissionsInput, { ...sent, [extra]: '1' }).ok, extra).toBe(false)
    }
    for (const person of ['0', '1e3', ' 7', '7,8', '٣']) {
      expect(checkForm(permissionsInput, { ...sent, person })).toEqual({ ok: false, faults: { person: 'not_found' } })
    }
  })
})

test('an invitation has an address and permissions, and no password', () => {
  const sent = { email: ' ana@example.net ', permissions: 'invoices' }
  expect(checkForm(inviteInput, sent)).toEqual({
    ok: true,
    data: { email: 'ana@example.net', permissions: ['invoices'] },
  })
  expect(checkForm(inviteInput, { ...sent, password: 'x' }).ok).toBe(false)
  expect(checkForm(inviteInput, { ...sent, email: 'ana@' })).toEqual({ ok: false, faults: { email: 'email_format' } })
})

test('a password is long, or for a new person left to them; it is taken byte for byte', () => {
  const person = { firstName: 'Ana', lastName: 'Silva', email: 'ana@example.net', permissions: 'invoices' }
  const long = ' fünfzehn Zeichen & mehr '
  expect(checkForm(newSubaccountInput, { ...person, password: '' })).toMatchObject({ ok: true })
  expect(checkForm(newSubaccountInput, { ...person, password: long })).toMatchObject({ data: { password: long } })
  expect(checkForm(newSubaccountInput, { ...person, password: 'short' })).toMatchObject({
    faults: { password: 'password_short' },
  })
  for (const password of ['', 'x'.repeat(14)]) {
    expect(checkForm(passwordInput, { person: '7', password })).toEqual({
      ok: false,
      faults: { password: 'password_short' },
    })
  }
  expect(checkForm(passwordInput, { person: '7', password: 'x'.repeat(201) }).ok).toBe(false)
})

describe('what is chosen from', () => {
  test('each permission stands in one group', () => {
    expect(Object.values(PERMISSION_GROUPS).flat().sort()).toEqual([...PERMISSIONS].sort())
  })

  test.each(PRESET_NAMES)('the preset %s is one that can be saved, and is known again', (name) => {
    expect(permissionsOf([...PRESETS[name]])).toMatchObject({ ok: true })
    expect(presetOf([...PRESETS[name]].reverse())).toBe(name)
  })

  test('read only holds nothing that acts', () => {
    const acting = ['profile', 'contacts', 'invoices', 'quotes', 'tickets', 'orders', 'affiliates', 'productsso']
    expect(PRESETS.readOnly.filter((one) => acting.includes(one) || neededBy(one))).toEqual([])
  })

  test('a set has one order', () => {
    expect(inOrder(['tickets', 'invoices', 'tickets'])).toEqual(['invoices', 'tickets'])
    expect(presetOf(['invoices'])).toBeNull()
  })
})
