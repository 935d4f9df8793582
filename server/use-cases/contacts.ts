import 'server-only'
import type { Contact, ContactInput, EmailKind } from '@/lib/schemas/contact'
import { EMAIL_KINDS } from '@/lib/schemas/contact'
import { ownContact } from '@/server/access/ownership'
import type { Permitted } from '@/server/access/permitted'
import { PortalError } from '@/server/errors'
import { shownPhone, storedPhone } from '@/server/phone'
import { regionsOf } from '@/server/regions'
import { versionOf } from '@/server/version-of'
import type { WriterOf } from '@/server/whmcs/class-writer'
import * as whmcs from '@/server/whmcs/contacts'

type Viewer = Permitted<'contacts'>
type WritingViewer = Permitted<'contacts', WriterOf['contacts']>

/** Mail that must reach somebody: bills, and the notices about domains that ICANN asks for. */
const NEEDED = ['invoice', 'domain'] as const satisfies readonly EmailKind[]
type Needed = (typeof NEEDED)[number]

export type ContactRow = { readonly contact: Contact } & Standing

/** What removing a contact would mean, and whether this viewer may. */
type Standing = {
  /** A contact that signs in is somebody's access to the account: only its owner touches that, no agent. WHMCS 7.x alone has any. */
  readonly locked: boolean
  /** The needed mail that nobody but this contact receives. */
  readonly soleFor: readonly Needed[]
}

export type ContactPage = {
  readonly rows: readonly ContactRow[]
  /** The account's own address, and what it receives; null when this WHMCS does not say. */
  readonly holder: { readonly name: string; readonly emails: readonly EmailKind[] | null }
  /** The needed mail that nobody receives. */
  readonly unheard: readonly Needed[]
}

/** A client whose preferences WHMCS does not tell is taken to receive everything. */
async function holderEmails(viewer: Viewer): Promise<readonly EmailKind[]> {
  return (await viewer.account()).settings.emails ?? EMAIL_KINDS
}

async function standingOf(viewer: Viewer, contact: Contact, others: readonly Contact[]): Promise<Standing> {
  const [{ owner }, holder] = await Promise.all([viewer.rights(), holderEmails(viewer)])
  const heard = new Set([...holder, ...others.flatMap(({ emails }) => emails)])
  return {
    locked: contact.signsIn && (!owner || viewer.support !== null),
    soleFor: NEEDED.filter((kind) => contact.emails.includes(kind) && !heard.has(kind)),
  }
}

/** Everybody who gets mail of this account. */
export async function listContacts(viewer: Viewer): Promise<ContactPage> {
  const [contacts, { client, settings }, holder] = await Promise.all([
    whmcs.listContacts(viewer.whmcs, viewer.clientId),
    viewer.account(),
    holderEmails(viewer),
  ])
  const rows = contacts.map(async (contact) => {
    const others = contacts.filter((one) => one !== contact)
    return { contact, ...(await standingOf(viewer, contact, others)) }
  })
  const heard = new Set([...holder, ...contacts.flatMap(({ emails }) => emails)])
  return {
    rows: await Promise.all(rows),
    holder: { name: client.company || `${client.firstName} ${client.lastName}`.trim(), emails: settings.emails },
    unheard: NEEDED.filter((kind) => !heard.has(kind)),
  }
}

export type KnownContact = ContactRow & { readonly version: string; readonly regions: readonly string[] }

/** @throws PortalError `not_found`, also for somebody else's contact */
export async function getContact(viewer: Viewer, id: number): Promise<KnownContact> {
  const { contact, others } = await ownContact(viewer, id)
  const phone = shownPhone(contact.phone, contact.country)
  const known = { contact: { ...contact, phone }, version: versionOf(contact), regions: regionsOf(contact.country) }
  return { ...known, ...(await standingOf(viewer, contact, others)) }
}

/** A contact without a country is taken to live where the account does. */
async function phoneOf(viewer: Viewer, input: ContactInput, before = ''): Promise<string> {
  const country = input.country || (await viewer.account()).client.country
  return storedPhone(input.phone, country, before)
}

/** @throws WhmcsError `refused` for an address that another contact has */
export async function addContact(
  viewer: WritingViewer,
  { taxId, ...said }: ContactInput & { readonly taxId: string },
): Promise<null> {
  const input = { ...said, phone: await phoneOf(viewer, said) }
  await viewer.changing({ target: 'contact:new', before: {}, after: said })
  await whmcs.addContact(viewer.whmcs, viewer.clientId, taxId === '' ? input : { ...input, taxId })
  return null
}

async function ownUnlocked(viewer: WritingViewer, id: number) {
  const own = await ownContact(viewer, id)
  const { locked } = await standingOf(viewer, own.contact, own.others)
  if (locked) throw new PortalError('forbidden', { message: 'contact_locked' })
  return own
}

/**
 * Replaces what the form shows, unless the contact is no longer what the form was made from.
 *
 * @throws PortalError `not_found`, `forbidden`, `rejected`; WhmcsError `refused`: the address, or nobody for domain mail
 */
export async function updateContact(
  viewer: WritingViewer,
  { contact: id, version, ...said }: ContactInput & { readonly contact: number; readonly version: string },
): Promise<null> {
  const own = await ownUnlocked(viewer, id)
  if (versionOf(own.contact) !== version) throw new PortalError('rejected', { message: 'changed_meanwhile' })
  const phone = await phoneOf(viewer, said, own.contact.phone)
  const target = `contact:${id}`
  await viewer.changing({ target, before: own.contact, after: { ...said, phone } })
  await whmcs.updateContact(viewer.whmcs, own.id, { ...said, phone })
  return null
}

/** Cannot be undone. @throws PortalError `not_found`, `forbidden` */
export async function removeContact(viewer: WritingViewer, id: number): Promise<null> {
  const own = await ownUnlocked(viewer, id)
  await viewer.changing({ target: `contact:${id}`, before: own.contact, after: {} })
  await whmcs.deleteContact(viewer.whmcs, own.id)
  return null
}
