import { beforeEach, describe, expect, it } from 'vitest'
import { at, rowsAt, sandbox, type Caller, type Fields } from '../testing/caller.ts'
import { encoded } from '../testing/php.ts'

const NOW = new Date('2026-11-21T10:00:00Z')

let now: Caller
beforeEach(() => {
  now = sandbox({ now: NOW })
})
const refusal = async (action: string, fields: Fields) => (await now.call(action, fields)).message
const service = (id: number) => now.world.store.byId('services', id)

describe('AddCancelRequest', () => {
  it('files one request per service', async () => {
    const ask = { serviceid: 2, type: 'immediate', reason: 'Too <slow>' }
    expect(await now.call('AddCancelRequest', ask)).toMatchObject({ serviceid: '2', userid: '1' })
    expect(rowsAt(await now.call('GetCancelledPackages'), 'packages.package').at(-1)).toMatchObject({
      relid: '2',
      type: 'Immediate',
      reason: 'Too <slow>',
    })
    expect(await refusal('AddCancelRequest', ask)).toBe('Existing Cancellation Request Exists')
    expect(await refusal('AddCancelRequest', { serviceid: 99 })).toBe('Service ID Not Found')
    expect(service(2)?.status).toBe('Active')
  })
  it('waits for the end of the period when nothing is said', async () => {
    await now.call('AddCancelRequest', { serviceid: 3 })
    expect(now.world.store.first('cancel_requests', 'WHERE relid = 3')?.type).toBe('End of Billing Period')
  })
})

describe('UpgradeProduct', () => {
  const ask = {
    serviceid: 2,
    type: 'product',
    newproductid: 5,
    newproductbillingcycle: 'monthly',
    paymentmethod: 'stripe',
  }
  it('only calculates when told so', async () => {
    const before = now.world.store.count('orders')
    // 27 days of 30, and 8100 more a month.
    expect(await now.call('UpgradeProduct', { ...ask, calconly: 1 })).toMatchObject({
      oldproductid: '4',
      oldproductname: 'VPS M',
      newproductid: 5,
      newproductname: 'Dedicated Server XL',
      daysuntilrenewal: 27,
      totaldays: 30,
      newproductbillingcycle: 'monthly',
      price: '€72,90 EUR',
      upgradeinprogress: false,
    })
    expect(now.world.store.count('orders')).toBe(before)
  })
  it('orders, bills, and changes the service when that is paid', async () => {
    const answer = await now.call('UpgradeProduct', ask)
    const invoiceid = Number(answer['invoiceid'])
    expect(await now.call('GetInvoice', { invoiceid })).toMatchObject({
      total: '86.75',
      items: { item: [{ type: 'Upgrade', relid: Number(answer['id']) }] },
    })
    expect(await refusal('UpgradeProduct', ask)).toBe(
      'Unable to accept upgrade order. Previous upgrade invoice for service is still unpaid.',
    )
    expect(await now.call('UpgradeProduct', { ...ask, calconly: 1 })).toMatchObject({ upgradeinprogress: true })
    expect(service(2)?.pid).toBe(4)
    await now.call('AddInvoicePayment', { invoiceid, transid: 'U' })
    expect(service(2)).toMatchObject({ pid: 5, recurringamount: 11_610, billingcycle: 'Monthly' })
    expect(now.world.store.byId('orders', Number(answer['orderid']))?.status).toBe('Active')
    expect(await refusal('UpgradeProduct', { ...ask, newproductid: 4 })).toBeUndefined()
  })
  it('is given up with its order', async () => {
    const answer = await now.call('UpgradeProduct', ask)
    await now.call('CancelOrder', { orderid: Number(answer['orderid']) })
    expect(now.world.store.byId('invoices', Number(answer['invoiceid']))?.status).toBe('Cancelled')
    expect(await refusal('UpgradeProduct', ask)).toBeUndefined()
  })
  it('makes no invoice for a downgrade', async () => {
    const answer = await now.call('UpgradeProduct', { ...ask, serviceid: 3, newproductid: 4 })
    expect(answer).toMatchObject({ invoiceid: null, price: '€-23,52 EUR' })
    expect(service(3)?.pid).toBe(4)
  })
  it('counts options', async () => {
    const options = { ...ask, type: 'configoptions', 'configoptions[4]': 5 }
    const answer = await now.call('UpgradeProduct', options)
    expect(answer).toMatchObject({ configname1: 'Extra IP addresses', newvalue1: '5' })
    await now.call('AddInvoicePayment', { invoiceid: Number(answer['invoiceid']), transid: 'O' })
    expect(service(2)?.recurringamount).toBe(3510 + 5 * 299)
    expect(
      at(await now.call('GetClientsProducts', { serviceid: 2 }), 'products.product.0.configoptions'),
    ).toMatchObject({
      configoption: [{ id: '1' }, { id: '2' }, { id: '4', value: '5' }],
    })
  })
  it.each([
    [{ serviceid: 99 }, 'Service ID Not Found'],
    [{ paymentmethod: 'cheque' }, 'Invalid Payment Method. Valid options include stripe,paypalcheckout,banktransfer'],
    [{ type: 'colour' }, 'Invalid Upgrade Type'],
    [{ newproductid: 99 }, 'New Product ID Not Found'],
    [{ newproductbillingcycle: 'annually' }, 'Invalid Billing Cycle'],
  ])('refuses %j', async (fields, message) => {
    expect(await refusal('UpgradeProduct', { ...ask, ...fields })).toBe(message)
  })
})

describe('CancelOrder', () => {
  it('cancels a pending order with what it ordered', async () => {
    const order = service(8)?.orderid ?? 0
    expect(await refusal('CancelOrder', { orderid: order })).toBeUndefined()
    expect(service(8)?.status).toBe('Cancelled')
    expect(await refusal('CancelOrder', { orderid: order })).toBe('Order ID not found or Status not Pending')
    expect(await refusal('CancelOrder', { orderid: 999 })).toBe('Order ID not found or Status not Pending')
  })
  it('ends the subscription, or nothing at all', async () => {
    now.world.store.update('services', 8, { subscriptionid: 'sub_stuck' })
    const order = { orderid: service(8)?.orderid ?? 0, cancelsub: 1 }
    expect(await refusal('CancelOrder', order)).toBe(
      'Subscription Cancellation Failed - Please check the gateway log for further information',
    )
    expect(service(8)?.status).toBe('Pending')
    now.world.store.update('services', 8, { subscriptionid: 'sub_1' })
    await now.call('CancelOrder', order)
    expect(service(8)).toMatchObject({ status: 'Cancelled', subscriptionid: '' })
  })
})

describe('UpdateClientProduct', () => {
  it('changes what was sent, and shows it', async () => {
    await now.call('UpdateClientProduct', {
      serviceid: 2,
      domain: 'new.example.com',
      nextduedate: '2027-01-31',
      recurringamount: '19.90',
      billingcycle: 'semiannually',
      ns1: 'ns1.example.com',
      overidesuspenduntil: '2027-02-01',
      overideautosuspend: 'on',
      suspendreason: '',
      customfields: encoded({ 3: 'neu.example.com', 1: 'of a client' }),
      configoptions: encoded({ 4: { optionid: 4, qty: 3 } }),
    })
    expect(await now.call('GetClientsProducts', { serviceid: 2 })).toMatchObject({
      products: {
        product: [
          {
            domain: 'new.example.com',
            nextduedate: '2027-01-31',
            recurringamount: '19.90',
            billingcycle: 'Semi-Annually',
            ns1: 'ns1.example.com',
            overideautosuspend: 'on',
            overidesuspenduntil: '2027-02-01',
            customfields: { customfield: [{ value: 'neu.example.com' }] },
            configoptions: { configoption: [{}, {}, { id: '4', value: '3' }] },
          },
        ],
      },
    })
    expect(now.world.store.first('custom_field_values', 'WHERE fieldid = 1 AND relid = 2')).toBeUndefined()
  })
  it('passes over the fields of other products', async () => {
    const other = now.world.store.insert('custom_fields', { type: 'product', relid: 5, fieldname: 'Other' })
    await now.call('UpdateClientProduct', { serviceid: 2, customfields: encoded({ [other]: 'x' }) })
    expect(now.world.store.count('custom_field_values', 'WHERE fieldid = ?', other)).toBe(0)
  })
  it('unsets and recalculates', async () => {
    await now.call('UpdateClientProduct', {
      serviceid: 1,
      'unset[]': 'subscriptionid',
      'unset[1]': 'servicepassword',
      recurringamount: '1',
      pid: 1,
      autorecalc: 1,
    })
    expect(service(1)).toMatchObject({ subscriptionid: '', password: '', pid: 1, recurringamount: 1346 })
    expect(await refusal('UpdateClientProduct', { serviceid: 99 })).toBe('Service ID Not Found')
  })
  it('spells the termination date as the version does', async () => {
    await now.call('UpdateClientProduct', {
      serviceid: 1,
      terminationDate: '2027-01-01',
      terminationdate: '2027-02-02',
    })
    expect(service(1)?.terminationdate).toBe('2027-02-02')
    now = sandbox({ version: '7.10' })
    await now.call('UpdateClientProduct', { serviceid: 1, terminationDate: '2027-01-01', completedDate: '2027-03-03' })
    expect(service(1)).toMatchObject({ terminationdate: '2027-01-01', completeddate: '2027-03-03' })
  })
})

it('UpdateClientAddon changes an add-on', async () => {
  await now.call('UpdateClientAddon', { id: 1, recurring: '20', nextduedate: '2027-01-01', billingcycle: 'annually' })
  expect(now.world.store.byId('addons', 1)).toMatchObject({
    recurring: 2000,
    nextduedate: '2027-01-01',
    billingcycle: 'Annually',
  })
  expect(await refusal('UpdateClientAddon', { id: 1 })).toBe('Nothing to Update')
  expect(await refusal('UpdateClientAddon', { id: 99, status: 'Active' })).toBe('Addon ID Not Found')
})
