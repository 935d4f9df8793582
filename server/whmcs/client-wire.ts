import 'server-only'
import { z } from 'zod'
import type { Person } from '@/lib/ids'
import type { Client, ClientPerson, ClientSettings, InvoiceCounts } from '@/lib/schemas/client'
import { emailPreferences } from './email-preferences'
import { isRecord } from './json'
import { rows } from './list'
import {
  amount,
  client as wireClientId,
  count,
  flag,
  flagOrOff,
  human,
  humanOrNone,
  id,
  idOrNone,
  text,
  textOrNone,
} from './wire'

const wireUser = z.object({ id, name: human, email: text, is_owner: flag })

const wireClient = z.object({
  id: wireClientId,
  owner_user_id: idOrNone,
  uuid: textOrNone,
  firstname: human,
  lastname: human,
  companyname: humanOrNone,
  email: text,
  address1: humanOrNone,
  address2: humanOrNone,
  city: humanOrNone,
  state: humanOrNone,
  postcode: humanOrNone,
  country: textOrNone,
  phonenumber: textOrNone,
  tax_id: textOrNone,
  status: z.enum(['Active', 'Inactive', 'Closed']),
  currency: id,
  currency_code: text,
  credit: amount,
  language: textOrNone,
  groupid: idOrNone,
  // Older versions do not say; WHMCS refuses the token itself where it is switched off.
  allowSingleSignOn: flag.optional().transform((allowed) => allowed ?? true),
  defaultgateway: textOrNone,
  billingcid: idOrNone,
  email_preferences: emailPreferences,
  marketing_emails_opt_in: flagOrOff,
  customfields: rows('customfield', z.object({ id, value: humanOrNone })),
  users: rows('user', wireUser),
})

type WireClient = z.output<typeof wireClient>

function peopleOf(wire: WireClient): { owner: Person; people: ClientPerson[] } {
  if (wire.owner_user_id === null) {
    const owner: Person = { kind: 'client', id: wire.id }
    const name = `${wire.firstname} ${wire.lastname}`.trim()
    return { owner, people: [{ person: owner, name, email: wire.email, owner: true }] }
  }
  return {
    owner: { kind: 'user', id: wire.owner_user_id },
    people: wire.users.map((user) => ({
      person: { kind: 'user', id: user.id },
      name: user.name,
      email: user.email,
      owner: user.is_owner,
    })),
  }
}

function toClient(wire: WireClient): Client {
  return {
    id: wire.id,
    uuid: wire.uuid === '' ? null : wire.uuid,
    firstName: wire.firstname,
    lastName: wire.lastname,
    company: wire.companyname,
    email: wire.email,
    address1: wire.address1,
    address2: wire.address2,
    city: wire.city,
    state: wire.state,
    postcode: wire.postcode,
    country: wire.country,
    phone: wire.phonenumber,
    taxId: wire.tax_id,
    status: wire.status,
    currencyId: wire.currency,
    currencyCode: wire.currency_code,
    credit: wire.credit,
    language: wire.language,
    groupId: wire.groupid ?? 0,
    allowsSingleSignOn: wire.allowSingleSignOn,
    ...peopleOf(wire),
  }
}

function toSettings(wire: WireClient): ClientSettings {
  return {
    emails: wire.email_preferences,
    marketing: wire.marketing_emails_opt_in,
    paymentMethod: wire.defaultgateway,
    billingContactId: wire.billingcid,
    customFields: wire.customfields,
  }
}

/** A count that older versions do not send is 0: they do not have the status either. */
const countOrZero = count.optional().transform((value) => value ?? 0)

const wireStats = z
  .object({
    numunpaidinvoices: count,
    numoverdueinvoices: countOrZero,
    numpaidinvoices: countOrZero,
    numDraftInvoices: countOrZero,
    numcancelledinvoices: countOrZero,
    numrefundedinvoices: countOrZero,
    numcollectionsinvoices: countOrZero,
    numpaymentpendinginvoices: countOrZero,
    dueinvoicesbalance: humanOrNone,
  })
  .transform((wire): InvoiceCounts => ({
    unpaid: wire.numunpaidinvoices,
    overdue: wire.numoverdueinvoices,
    paid: wire.numpaidinvoices,
    draft: wire.numDraftInvoices,
    cancelled: wire.numcancelledinvoices,
    refunded: wire.numrefundedinvoices,
    collections: wire.numcollectionsinvoices,
    paymentPending: wire.numpaymentpendinginvoices,
    dueBalance: wire.dueinvoicesbalance,
  }))

/** `counts` is null when no statistics were asked for. GetClientsDetails: the client below `client`, or, as before 7.x ended, among the top-level keys. */
export const clientAnswer = z
  .record(z.string(), z.unknown())
  .transform((answer) => ({
    client: isRecord(answer.client) ? answer.client : answer,
    stats: isRecord(answer.stats) ? answer.stats : null,
  }))
  .pipe(z.object({ client: wireClient, stats: wireStats.nullable() }))
  .transform(({ client, stats }) => ({ client: toClient(client), counts: stats, settings: toSettings(client) }))
