import 'server-only'
import type { Contact } from '@/lib/schemas/contact'
import type { Email } from '@/lib/schemas/email'
import type { Invoice } from '@/lib/schemas/invoice'
import type { PayMethod } from '@/lib/schemas/money'
import type { AccountPerson } from '@/lib/schemas/person'
import type { Service } from '@/lib/schemas/service'
import { PortalError } from '@/server/errors'
import { listContacts } from '@/server/whmcs/contacts'
import { getEmail } from '@/server/whmcs/emails'
import { listPayMethods } from '@/server/whmcs/gateways'
import { getInvoice } from '@/server/whmcs/invoices'
import type { Owned } from '@/server/whmcs/owned'
import { markOwned } from '@/server/whmcs/owned'
import { getService } from '@/server/whmcs/services'
import { listPeople } from '@/server/whmcs/users'
import type { Viewer } from './viewer'

/** Whose it has to be. Operations that are carried out later know no more than this. */
export type Holder = Pick<Viewer, 'whmcs' | 'clientId'>

/**
 * The only maker of Owned ids. Each reads the object afresh and compares its owner with the session's client; what is
 * somebody else's is answered exactly as what does not exist.
 */

/** A draft is WHMCS's staff still writing: it does not exist for the customer. @throws PortalError `not_found` */
export async function ownInvoice(viewer: Holder, id: number): Promise<{ id: Owned<'invoice'>; invoice: Invoice }> {
  const found = await getInvoice(viewer.whmcs, id)
  if (!found || found.clientId !== viewer.clientId || found.invoice.status === 'Draft') {
    throw new PortalError('not_found')
  }
  return { id: markOwned<'invoice'>(found.invoice.id), invoice: found.invoice }
}

/** WHMCS reads contacts by client only: the contact comes with its neighbours. @throws PortalError `not_found` */
export async function ownContact(
  viewer: Viewer,
  id: number,
): Promise<{ id: Owned<'contact'>; contact: Contact; others: readonly Contact[] }> {
  const all = await listContacts(viewer.whmcs, viewer.clientId)
  const contact = all.find((one) => one.id === id)
  if (!contact) throw new PortalError('not_found')
  return { id: markOwned<'contact'>(contact.id), contact, others: all.filter((one) => one !== contact) }
}

/** WHMCS reads mails by client only, and no action takes a mail's id. @throws PortalError `not_found` */
export async function ownEmail(viewer: Viewer, id: number): Promise<Email> {
  const email = await getEmail(viewer.whmcs, viewer.clientId, id)
  if (!email) throw new PortalError('not_found')
  return email
}

/**
 * Somebody who signs in to the account: a user, or a sub-account of WHMCS 7.x. The client of 7.x that owns itself is
 * not among them: its number is of another table, and nothing here can be done to it. @throws PortalError `not_found`
 */
export async function ownUser(viewer: Viewer, id: number): Promise<{ id: Owned<'user'>; person: AccountPerson }> {
  const { client } = await viewer.account()
  const people = await listPeople(viewer.whmcs, client)
  const person = people.find((one) => one.person.kind !== 'client' && one.person.id === id)
  if (!person) throw new PortalError('not_found')
  return { id: markOwned<'user'>(person.person.id), person }
}

/** Asked for with both ids, and read afresh. @throws PortalError `not_found` */
export async function ownService(viewer: Holder, id: number): Promise<{ id: Owned<'service'>; service: Service }> {
  const service = await getService(viewer.whmcs, viewer.clientId, id)
  if (!service) throw new PortalError('not_found')
  return { id: markOwned<'service'>(service.id), service }
}

/** WHMCS reads pay methods by client only. @throws PortalError `not_found` */
export async function ownPayMethod(viewer: Holder, id: number): Promise<{ id: Owned<'payMethod'>; method: PayMethod }> {
  const method = (await listPayMethods(viewer.whmcs, viewer.clientId)).find((one) => one.id === id)
  if (!method) throw new PortalError('not_found')
  return { id: markOwned<'payMethod'>(method.id), method }
}
