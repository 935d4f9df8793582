import 'server-only'
import { z } from 'zod'
import type { ClientId } from '@/lib/ids'
import { EMAIL_KINDS, type Contact, type ContactInput } from '@/lib/schemas/contact'
import type { Changer, Operation, Reader, Version } from './client'
import { preferenceParams } from './email-preferences'
import { given, type Params } from './encode'
import { wrongEcho } from './errors'
import { allPages, list } from './list'
import type { Owned } from './owned'
import { client as wireClientId, flagOrOff, humanOrNone, id, textOrNone } from './wire'

const wireContact = z
  .object({
    id,
    userid: wireClientId,
    firstname: humanOrNone,
    lastname: humanOrNone,
    companyname: humanOrNone,
    email: textOrNone,
    address1: humanOrNone,
    address2: humanOrNone,
    city: humanOrNone,
    state: humanOrNone,
    postcode: humanOrNone,
    country: textOrNone,
    phonenumber: textOrNone,
    generalemails: flagOrOff,
    productemails: flagOrOff,
    domainemails: flagOrOff,
    invoiceemails: flagOrOff,
    supportemails: flagOrOff,
    affiliateemails: flagOrOff,
    // 7.x only.
    subaccount: flagOrOff,
    permissions: textOrNone,
  })
  .transform((wire) => {
    const contact: Contact = {
      id: wire.id,
      signsIn: wire.subaccount,
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
      emails: EMAIL_KINDS.filter((kind) => wire[`${kind}emails`]),
    }
    return { clientId: wire.userid, contact, permissions: wire.permissions }
  })

/** A contact with what only WHMCS 7.x says about it. */
export type ContactRow = z.output<typeof wireContact>

const GetContacts = {
  action: 'GetContacts',
  effect: 'read',
  response: list('contacts', 'contact', wireContact),
} as const satisfies Operation
export const AddContact = {
  action: 'AddContact',
  effect: 'write',
  response: z.object({ contactid: id }),
} as const satisfies Operation
export const UpdateContact = {
  action: 'UpdateContact',
  effect: 'write',
  response: z.object({ contactid: id }),
} as const satisfies Operation
const DeleteContact = { action: 'DeleteContact', effect: 'write', response: z.object({}) } as const satisfies Operation

/** All contact rows of one client; every row must be this client's. */
export async function contactRows(whmcs: Reader, client: ClientId): Promise<ContactRow[]> {
  const found = await allPages((limitstart, limitnum) =>
    whmcs.read(GetContacts, { userid: client, limitstart, limitnum }),
  )
  if (found.some((row) => row.clientId !== client)) throw wrongEcho(GetContacts)
  return found
}

/** Contact rows of any client with this e-mail address, for finding the client of a 7.x sub-account. */
export async function contactRowsByEmail(whmcs: Reader, email: string): Promise<ContactRow[]> {
  return allPages((limitstart, limitnum) => whmcs.read(GetContacts, { email, limitstart, limitnum }))
}

/**
 * All contacts of a client, sub-accounts of 7.x among them.
 *
 * https://developers.whmcs.com/api-reference/getcontacts/
 */
export async function listContacts(whmcs: Reader, client: ClientId): Promise<Contact[]> {
  return (await contactRows(whmcs, client)).map((row) => row.contact)
}

/** Before 7.10 one flag per kind (`generalemails`); since then `email_preferences`. 7.10 to 7.x take both. */
function emailParams(input: Pick<ContactInput, 'emails'>, version: Version): Params {
  if (version.major >= 8) return preferenceParams(input.emails)
  const old = Object.fromEntries(EMAIL_KINDS.map((kind) => [`${kind}emails`, input.emails.includes(kind)]))
  return version.minor >= 10 ? { ...old, ...preferenceParams(input.emails) } : old
}

/** Never password2, permissions or subaccount: a contact that is saved keeps what it may do. */
function contactParams(input: ContactInput, version: Version): Params {
  return {
    firstname: input.firstName,
    lastname: input.lastName,
    companyname: input.company,
    email: input.email,
    address1: input.address1,
    address2: input.address2,
    city: input.city,
    state: input.state,
    postcode: input.postcode,
    country: input.country,
    phonenumber: input.phone,
    ...emailParams(input, version),
  }
}

/**
 * @returns the new contact's id
 *
 * https://developers.whmcs.com/api-reference/addcontact/
 *
 * @throws WhmcsError `refused` "Duplicate Email Address"
 */
export async function addContact(
  whmcs: Changer<'AddContact'>,
  client: ClientId,
  input: ContactInput & { readonly taxId?: string },
): Promise<number> {
  const version = await whmcs.version()
  const params = { clientid: client, ...contactParams(input, version), ...given({ tax_id: input.taxId }) }
  return (await whmcs.write(AddContact, params)).contactid
}

/**
 * Replaces everything that the form shows.
 *
 * https://developers.whmcs.com/api-reference/updatecontact/
 *
 * @throws WhmcsError `refused`: the address is taken, or nobody would receive domain mail (ICANN)
 */
export async function updateContact(
  whmcs: Changer<'UpdateContact'>,
  contact: Owned<'contact'>,
  input: ContactInput,
): Promise<void> {
  const version = await whmcs.version()
  const answer = await whmcs.write(UpdateContact, { contactid: contact, ...contactParams(input, version) })
  if (answer.contactid !== contact) throw wrongEcho(UpdateContact)
}

/** Cannot be undone. https://developers.whmcs.com/api-reference/deletecontact/ */
export async function deleteContact(whmcs: Changer<'DeleteContact'>, contact: Owned<'contact'>): Promise<void> {
  await whmcs.write(DeleteContact, { contactid: contact })
}
