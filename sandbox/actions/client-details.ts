import { z } from 'zod'
import { decimal } from '../core/money.ts'
import type { Row } from '../core/schema.ts'
import type { Answer } from '../wire/answer.ts'
import { action, bool, int, refuse, text, type Call } from './action.ts'
import { clientStats } from './client-stats.ts'

const COUNTRIES: Record<string, [name: string, code: string]> = {
  AE: ['United Arab Emirates', '971'],
  DE: ['Germany', '49'],
  FR: ['France', '33'],
  GB: ['United Kingdom', '44'],
  JP: ['Japan', '81'],
  US: ['United States', '1'],
}

const preferences = z.record(z.string(), z.number())

/** Each preference as "1" or "0", in the documented order. */
export function preferencesOf(client: Row<'clients'>): Answer {
  const kept = preferences.parse(JSON.parse(client.email_preferences || '{}'))
  const names = ['general', 'invoice', 'support', 'product', 'domain', 'affiliate']
  return Object.fromEntries(names.map((name) => [name, String(kept[name] ?? 0)]))
}

/** `Date: 03/10/2016 10:26<br>IP Address: …<br>Host: …`. GUESS: "No Login Logged" for somebody who never came. */
function lastLogin(client: Row<'clients'>): string {
  if (client.lastlogin === null) return 'No Login Logged'
  const at = client.lastlogin.replace(/^(\d+)-(\d+)-(\d+) (\d\d:\d\d).*$/, '$3/$2/$1 $4')
  return `Date: ${at}<br>IP Address: ${client.lastlogin_ip}<br>Host: ${client.lastlogin_ip}`
}

function address(client: Row<'clients'>): Answer {
  const [countryname, phonecc] = COUNTRIES[client.country.toUpperCase()] ?? [client.country, '']
  const digits = client.phonenumber.replaceAll(/\D/g, '').replace(/^0/, '')
  const formatted = digits === '' ? '' : `+${phonecc}.${digits}`
  return {
    address1: client.address1,
    address2: client.address2,
    city: client.city,
    fullstate: client.state,
    state: client.state,
    postcode: client.postcode,
    countrycode: client.country,
    country: client.country,
    phonenumber: client.phonenumber,
    tax_id: client.tax_id,
    email_preferences: preferencesOf(client),
    statecode: client.state,
    countryname,
    phonecc,
    phonenumberformatted: formatted,
    telephoneNumber: formatted,
  }
}

function switches(client: Row<'clients'>): Answer {
  return {
    taxexempt: client.taxexempt === 1,
    latefeeoveride: client.latefeeoveride === 1,
    overideduenotices: client.overideduenotices === 1,
    separateinvoices: client.separateinvoices === 1,
    disableautocc: client.disableautocc === 1,
    emailoptout: client.emailoptout === 1,
    marketing_emails_opt_in: client.marketing_emails_opt_in === 1,
    overrideautoclose: client.overrideautoclose === 1,
    allowSingleSignOn: client.allow_sso,
    email_verified: client.email_verified === 1,
  }
}

/** Flat, and once more as customfields1, customfields2, … */
function customFields(call: Call, client: number): Answer {
  const fields = call.store.all('custom_fields', "WHERE type = 'client' ORDER BY id").map((field) => ({
    id: field.id,
    value: call.store.first('custom_field_values', 'WHERE fieldid = ? AND relid = ?', field.id, client)?.value ?? '',
  }))
  const numbered = fields.map(({ value }, place): [string, string] => [`customfields${place + 1}`, value])
  return { customfields: fields, ...Object.fromEntries(numbered) }
}

interface Linked {
  id: number
  firstname: string
  lastname: string
  email: string
  owner: number
}

const usersOf = (call: Call, client: number) =>
  call.store.query<Linked>(
    `SELECT u.id, u.firstname, u.lastname, u.email, l.owner FROM user_clients l
     JOIN users u ON u.id = l.user_id WHERE l.client_id = ? ORDER BY u.id`,
    client,
  )

function details(call: Call, client: Row<'clients'>, currency: Row<'currencies'> | undefined): Answer {
  const users = call.is('8.0') ? usersOf(call, client.id) : undefined
  return {
    client_id: client.id,
    owner_user_id: users?.find((user) => user.owner === 1)?.id,
    userid: client.id,
    id: client.id,
    uuid: client.uuid,
    firstname: client.firstname,
    lastname: client.lastname,
    fullname: `${client.firstname} ${client.lastname}`,
    companyname: client.companyname,
    email: client.email,
    ...address(client),
    billingcid: client.billingcid,
    notes: client.notes,
    currency: client.currency,
    defaultgateway: client.defaultgateway,
    groupid: client.groupid,
    status: client.status,
    credit: decimal(client.credit),
    ...switches(client),
    language: client.language,
    isOptedInToMarketingEmails: client.marketing_emails_opt_in === 1,
    lastlogin: lastLogin(client),
    currency_code: currency?.code ?? '',
    ...customFields(call, client.id),
    users: users && {
      user: users.map((user) => ({
        id: user.id,
        name: `${user.firstname} ${user.lastname}`,
        email: user.email,
        is_owner: user.owner === 1,
      })),
    },
  }
}

export const getClientsDetails = action({
  name: 'GetClientsDetails',
  params: { clientid: int(), email: text(), stats: bool() },
  run(call, { clientid, email, stats }) {
    if (!clientid && !email) return refuse('Either clientid Or email Is Required')
    const found = clientid
      ? call.store.byId('clients', clientid)
      : call.store.first('clients', 'WHERE email = ? ORDER BY id', email ?? '')
    const client = found ?? refuse('Client Not Found')
    const currency = call.store.byId('currencies', client.currency)
    const all = details(call, client, currency)
    // The same fields stand at the top level too: deprecated, and still answered.
    return { ...all, client: all, stats: stats ? clientStats(call, client) : undefined }
  },
})
