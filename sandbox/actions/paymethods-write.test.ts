import { beforeEach, describe, expect, it } from 'vitest'
import { sandbox, type Caller, type Fields } from '../testing/caller.ts'

const NOW = new Date('2026-11-21T10:00:00Z')

let now: Caller
beforeEach(() => {
  now = sandbox({ now: NOW })
})
const refusal = async (action: string, fields: Fields) => (await now.call(action, fields)).message
const method = (id: number) => now.world.store.byId('pay_methods', id)

const token = {
  clientid: 1,
  type: 'RemoteCreditCard',
  gateway_module_name: 'stripe',
  card_number: 'pm_card_4242',
  card_expiry: '0430',
}

describe('AddPayMethod', () => {
  it('keeps a token of the gateway', async () => {
    const answer = await now.call('AddPayMethod', {
      ...token,
      description: 'New',
      card_start: '0120',
      set_as_default: 1,
    })
    expect(answer).toMatchObject({ clientid: '1', paymethodid: '5' })
    expect(method(5)).toMatchObject({
      expiry_date: '04/30',
      start_date: '01/20',
      card_last_four: '4242',
      is_default: 1,
    })
    expect(method(1)?.is_default).toBe(0)
  })
  it('keeps no card number', async () => {
    const number = { ...token, card_number: '4242 4242 4242 4242' }
    expect(await refusal('AddPayMethod', number)).toBe('Unsupported Gateway Type for Storage')
    expect(await refusal('AddPayMethod', { ...number, type: '' })).toBe('No Local Credit Card Payment Gateways Enabled')
    expect(JSON.stringify(await now.control('GET', 'state'))).not.toContain('4242 4242')
    expect(JSON.stringify(await now.control('GET', 'calls'))).not.toContain('4242 4242')
  })
  const bank = { type: 'BankAccount', bank_code: '1', bank_account: '2', gateway_module_name: '' }
  it.each([
    [{ clientid: 0 }, 'Client ID Is Required'],
    [{ clientid: 99 }, 'Invalid Client ID'],
    [
      { type: 'Cheque' },
      "Invalid Pay Method Type. Type should be one of 'BankAccount', 'CreditCard', or 'RemoteCreditCard'",
    ],
    [{ gateway_module_name: '' }, 'Gateway is Required for RemoteCreditCard type'],
    [{ card_number: '' }, "Card Number is required for 'CreditCard' or 'RemoteCreditCard' type"],
    [{ card_expiry: '' }, "Expiry Date is required for 'CreditCard' or 'RemoteCreditCard' type"],
    [{ card_expiry: '1330' }, 'Expiry Date is invalid'],
    [{ card_expiry: '1026' }, 'Expiry Date is invalid'],
    [{ card_start: '2020' }, 'Start Date is invalid'],
    [{ card_issue_number: 'one' }, 'Issue Number is invalid'],
    [
      { gateway_module_name: 'cheque' },
      'Invalid Gateway Module Name. Must be one of: stripe, paypalcheckout, banktransfer',
    ],
    [{ gateway_module_name: 'banktransfer' }, 'Unsupported Gateway Type for Storage'],
    [{ card_number: 'pm_invalid' }, 'Error Creating Remote Token: No such token'],
    [{ ...bank, bank_code: '' }, 'Routing number is required'],
    [{ ...bank, bank_account: '' }, 'Account number is required'],
    [bank, 'Gateway is Required for Bank Account Storage'],
  ])('refuses %j', async (fields, message) => {
    expect(await refusal('AddPayMethod', { ...token, ...fields })).toBe(message)
  })
})

describe('UpdatePayMethod', () => {
  it('changes a date, and the default', async () => {
    await now.call('UpdatePayMethod', { clientid: 1, paymethodid: 2, card_expiry: '1127', set_as_default: 1 })
    expect(method(2)).toMatchObject({ expiry_date: '11/27', is_default: 1, card_last_four: '4444' })
    await now.call('UpdatePayMethod', { clientid: 1, paymethodid: 3, bank_name: 'Other bank' })
    expect(method(3)?.bank_name).toBe('Other bank')
  })
  it.each([
    [{ paymethodid: 0 }, 'Pay Method ID is Required'],
    [{ clientid: 0 }, 'Client ID is Required'],
    [{ paymethodid: 99 }, 'Invalid Pay Method ID'],
    [{ paymethodid: 4 }, 'Pay Method does not belong to passed Client ID'],
    [{ card_expiry: '' }, 'No Details Provided for Update'],
    [{ card_number: '4111' }, 'Unable to Update Card Number for Assisted Gateway'],
    [{ paymethodid: 2, card_number: '4111' }, 'Unsupported Gateway Type for Update'],
    [{ card_expiry: '0000' }, 'Expiry Date is invalid'],
    [{ card_start: '0000' }, 'Start Date is invalid'],
    [{ card_issue_number: 'x' }, 'Issue Number is invalid'],
  ])('refuses %j', async (fields, message) => {
    expect(await refusal('UpdatePayMethod', { clientid: 1, paymethodid: 1, card_expiry: '1230', ...fields })).toBe(
      message,
    )
  })
})

it('UpdatePayMethod hears what the gateway says', async () => {
  now.world.store.update('pay_methods', 1, { remote_token: 'unchangeable' })
  expect(await refusal('UpdatePayMethod', { clientid: 1, paymethodid: 1, card_expiry: '1230' })).toBe(
    'Error Updating Remote Pay Method: No such customer',
  )
})

describe('DeletePayMethod', () => {
  it('takes it away', async () => {
    expect(await now.call('DeletePayMethod', { clientid: 1, paymethodid: 1 })).toMatchObject({ paymethodid: '1' })
    expect(method(1)).toBeUndefined()
  })
  it.each([
    [{ clientid: 0 }, 'Client ID is Required'],
    [{ paymethodid: 0 }, 'Pay Method ID is Required'],
    [{ paymethodid: 99 }, 'Invalid Pay Method ID'],
    [{ clientid: 2 }, 'Pay Method does not belong to passed Client ID'],
  ])('refuses %j', async (fields, message) => {
    expect(await refusal('DeletePayMethod', { clientid: 1, paymethodid: 1, ...fields })).toBe(message)
  })
  it('minds the gateway only when told so', async () => {
    now.world.store.update('pay_methods', 1, { remote_token: 'undeletable' })
    const remove = { clientid: 1, paymethodid: 1 }
    expect(await refusal('DeletePayMethod', { ...remove, failonremotefailure: 1 })).toBe(
      'Error Deleting Remote Pay Method: No such customer',
    )
    expect(await refusal('DeletePayMethod', remove)).toBeUndefined()
  })
})
