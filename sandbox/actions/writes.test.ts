import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { encoded } from '../testing/php.ts'
import { sandbox, type Fields } from '../testing/caller.ts'
import { differences, type Allowances } from '../testing/shape.ts'
import { writes } from './writes.ts'

const example = (action: string): object => {
  const text = readFileSync(new URL(`../examples/${action}.json`, import.meta.url), 'utf8')
  return z.looseObject({}).parse(JSON.parse(text))
}

const person = { firstname: 'John', lastname: 'Doe', email: 'john.doe@example.com' }
const address = {
  address1: '123 Main Street',
  city: 'Anytown',
  state: 'State',
  postcode: '12345',
  country: 'US',
  phonenumber: '800-555-1234',
}
const text = 'This is a sample'
const file = Buffer.from(JSON.stringify([{ name: 'sample.txt', data: 'VGhpcw==' }])).toString('base64')

interface Case {
  fields: Fields
  allow?: Allowances
}

/** The pages' own example requests, with the ids of the sandbox. They run in this order. */
const CASES: Record<string, Case> = {
  AddClient: { fields: { ...person, ...address, password2: 'password', clientip: '1.2.3.4' } },
  UpdateClient: { fields: { clientid: 4, firstname: 'John', lastname: 'Doe', email: 'john4@example.com' } },
  AddContact: { fields: { clientid: 1, firstname: 'Jane', lastname: 'Doe', email: 'jane.doe@example.com' } },
  UpdateContact: { fields: { contactid: 1, firstname: 'John', lastname: 'Doe' } },
  DeleteContact: { fields: { contactid: 1 } },
  AddUser: { fields: { ...person, email: 'new.user@example.com', password2: 'password' } },
  UpdateUser: { fields: { user_id: 1, firstname: 'John' } },
  CreateClientInvite: {
    fields: { client_id: 1, email: 'john@example.net', permissions: 'products,manageproducts,managedomains,tickets' },
  },
  UpdateUserPermissions: { fields: { user_id: 2, client_id: 1, permissions: 'profile,contacts,orders' } },
  DeleteUserClient: { fields: { user_id: 6, client_id: 1 } },
  ResetPassword: { fields: { email: 'owner@example.com' } },
  ApplyCredit: { fields: { invoiceid: 0, amount: '10.00' } },
  AddCredit: { fields: { clientid: 1, description: 'Adding funds via api', amount: '12.34', adminid: 1 } },
  CreateInvoice: {
    fields: {
      userid: 1,
      status: 'Unpaid',
      sendinvoice: 1,
      paymentmethod: 'banktransfer',
      taxrate: '10.00',
      date: '2016-01-01',
      duedate: '2016-01-08',
      itemdescription1: 'Sample Invoice Item',
      itemamount1: '15.95',
      itemtaxed1: 0,
      itemdescription2: 'Sample Second Invoice Item',
      itemamount2: '1.00',
      itemtaxed2: 1,
      autoapplycredit: 0,
    },
  },
  UpdateInvoice: { fields: { invoiceid: 0, status: 'Unpaid', notes: text } },
  AddInvoicePayment: {
    fields: { invoiceid: 0, transid: 'D28DJIDJW393JDWQKQI332', gateway: 'banktransfer', date: '2016-01-01 12:33:12' },
  },
  AddTransaction: {
    fields: {
      paymentmethod: 'paypalcheckout',
      userid: 1,
      transid: 'FJWEK32DWO329JFW',
      date: '01/01/2016',
      description: 'A sample API payment',
      amountin: '10.00',
      fees: '0.89',
      rate: '1.00000',
    },
  },
  CapturePayment: { fields: { invoiceid: 0 } },
  GenInvoices: { fields: {} },
  AddCancelRequest: { fields: { serviceid: 1, type: 'Immediate' } },
  UpgradeProduct: {
    fields: {
      serviceid: 2,
      paymentmethod: 'stripe',
      newproductbillingcycle: 'monthly',
      type: 'product',
      newproductid: 5,
    },
    // The example is of a downgrade, which makes no invoice.
    allow: { type: /\.invoiceid$/ },
  },
  CancelOrder: { fields: { orderid: 8 } },
  UpdateClientProduct: { fields: { serviceid: 1, status: 'Terminated', customfields: encoded({ 1: 'Yahoo' }) } },
  UpdateClientAddon: { fields: { id: 1, status: 'Terminated' } },
  OpenTicket: {
    fields: { deptid: 1, subject: text, message: text, clientid: 1, priority: 'Medium', attachments: file },
  },
  AddTicketReply: { fields: { ticketid: 1, message: text, clientid: 1, markdown: 1, attachments: file } },
  UpdateTicket: { fields: { ticketid: 1, subject: 'This is a sample updated ticket subject', clientid: 1 } },
  AddClientNote: { fields: { userid: 1, notes: 'Note to add', sticky: 1 } },
  LogActivity: { fields: { description: 'Activity log entry text goes here' } },
  AddPayMethod: {
    fields: {
      clientid: 1,
      type: 'RemoteCreditCard',
      gateway_module_name: 'stripe',
      description: 'New Card',
      card_number: 'pm_card_visa',
      card_expiry: '0430',
    },
  },
  UpdatePayMethod: { fields: { paymethodid: 1, clientid: 1, card_expiry: '1030' } },
  DeletePayMethod: { fields: { paymethodid: 1, clientid: 1 } },
  // Listed among the response parameters, not in the example.
  CloseClient: { fields: { clientid: 5 }, allow: { extra: /^\$\.clientid$/ } },
  DeleteClient: { fields: { clientid: 1, deletetransactions: 1 } },
}

describe.each(['8.13', '9.0'] as const)('on %s, answers have the documented shape', (version) => {
  const { call, world } = sandbox({ version })
  const unpaid = () => world.store.first('invoices', "WHERE userid = 1 AND status = 'Unpaid' ORDER BY id")?.id ?? 0
  it.each(Object.keys(CASES))('%s', async (action) => {
    const { fields = {}, allow } = CASES[action] ?? {}
    const ids: Fields = 'invoiceid' in fields ? { invoiceid: unpaid() } : {}
    expect(differences(await call(action, { ...fields, ...ids }), example(action), allow)).toEqual([])
  })
})

it('has a case for every action that writes', () => {
  expect(Object.keys(CASES).sort()).toEqual(writes.map(({ name }) => name).sort())
})

it.each(['AddUser', 'UpdateUser', 'CreateClientInvite', 'UpdateUserPermissions', 'DeleteUserClient'])(
  '%s is unknown to 7.10',
  async (action) => {
    expect(await sandbox({ version: '7.10' }).call(action)).toMatchObject({ message: 'Command Not Found' })
  },
)

it.each(['7.10', '8.13', '9.0'] as const)('SetConfigurationValue is local only on %s', async (version) => {
  const { raw, world } = sandbox({ version })
  const reply = await raw({ action: 'SetConfigurationValue', setting: 'CompanyName', value: 'Mine' })
  expect(reply.status).toBe(403)
  expect(reply.body.message).toBe('Invalid Permissions: API action "setconfigurationvalue" is not allowed')
  expect(world.store.first('configuration', "WHERE setting = 'CompanyName'")?.value).toBe('Example Hosting Provider')
})

it('undoes everything when it refuses', async () => {
  const { call, world } = sandbox()
  const before = world.store.count('activity_log')
  const refused = await call('UpdateTicket', { ticketid: 1, status: 'Closed', priority: 'Urgent' })
  expect(refused.result).toBe('error')
  expect(world.store.byId('tickets', 1)?.status).toBe('Answered')
  expect(world.store.count('activity_log')).toBe(before)
})
