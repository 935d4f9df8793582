import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { actions } from './actions/index.ts'
import { sandbox, type Fields } from './testing/caller.ts'
import { differences, nested, type Allowances } from './testing/shape.ts'

const example = (action: string): object => {
  const text = readFileSync(new URL(`examples/${action}.json`, import.meta.url), 'utf8')
  return nested(z.looseObject({}).parse(JSON.parse(text)))
}

interface Case {
  fields?: Fields
  allow?: Allowances
}

// Each allowance is a documented difference: the pages show one installation, not all.
const CASES: Record<string, Case> = {
  GetInvoices: { fields: { userid: 1, limitnum: 50 } },
  // The documented invoice has no payment, so its transactions are the empty text.
  GetInvoice: { fields: { invoiceid: 2 }, allow: { type: /\.transactions$/, extra: /\.transactions\.transaction/ } },
  GetClients: {},
  // The fields stand at the top level too, and customfields are numbered.
  GetClientsDetails: {
    fields: { clientid: 1, stats: 1 },
    allow: { extra: /^\$\.(?!client\b|stats\b|result\b)|customfields\d+$/ },
  },
  GetClientGroups: {},
  GetClientsProducts: { fields: { clientid: 1 } },
  GetClientsAddons: { fields: { clientid: 1 } },
  GetClientsDomains: { fields: { clientid: 1 } },
  GetContacts: { fields: { userid: 1 }, allow: { extra: /\.(companyname|tax_id)$/ } },
  GetCredits: { fields: { clientid: 1 } },
  GetTransactions: { fields: { clientid: 1 } },
  GetPaymentMethods: {},
  GetPayMethods: { fields: { clientid: 1 } },
  GetCancelledPackages: {},
  GetEmails: { fields: { clientid: 1 } },
  GetUsers: { fields: { search: 'owner@example.com' } },
  // The page documents `result` alone.
  GetUserPermissions: { fields: { user_id: 5, client_id: 1 }, allow: { extra: /\.permissions/ } },
  GetPermissionsList: {},
  GetCurrencies: {},
  GetConfigurationValue: { fields: { setting: 'SystemURL' } },
  // Listed among the response parameters, not in the example.
  GetAdminDetails: { allow: { extra: /\.requesttime$/ } },
  WhmcsDetails: {},
  GetProducts: { fields: { pid: 4 }, allow: { extra: /\.pricing\.(EUR|JPY)/ } },
  // requestor_* of the ticket itself are listed among the response parameters.
  GetTicket: { fields: { ticketid: 1 }, allow: { extra: /^\$\.requestor_\w+$/ } },
  // An empty list of attachments is written [[]], as GetTicket's page shows.
  GetTickets: { allow: { type: /\.attachments\[\]$/ } },
  GetSupportDepartments: {},
  GetActivityLog: {},
  GetClientPassword: { fields: { userid: 1 } },
  ValidateLogin: { fields: { email: 'owner@example.com', password2: 'atrium-demo' } },
  CreateSsoToken: { fields: { client_id: 1 } },
}

describe.each(['8.13', '9.0'] as const)('on %s, answers have the documented shape', (version) => {
  const { call } = sandbox({ version })
  it.each(Object.keys(CASES))('%s', async (action) => {
    const { fields, allow } = CASES[action] ?? {}
    expect(differences(await call(action, fields), example(action), allow)).toEqual([])
  })
})

it('has a case for every action that reads', () => {
  const reading = actions
    .map(({ name }) => name)
    .filter((name) => /^(Get|WhmcsDetails|ValidateLogin|CreateSsoToken)/.test(name))
  expect(Object.keys(CASES)).toEqual(expect.arrayContaining(reading))
})

describe('the comparison itself', () => {
  it('sees what is missing, undocumented or of another type', () => {
    const documented = { rows: { row: [{ id: 1, name: 'a' }] } }
    expect(differences({ rows: { row: [{ id: '1', more: true }] } }, documented)).toEqual([
      '$.rows.row[].id is string, documented as number',
      'missing $.rows.row[].name',
      'undocumented $.rows.row[].more',
    ])
  })
})
