import 'server-only'
import { locationId } from '@/lib/ids'
import type { Client, ClientChanges, ClientSettings } from '@/lib/schemas/client'
import type { EmailKind } from '@/lib/schemas/contact'
import { EMAIL_KINDS } from '@/lib/schemas/contact'
import type { Gateway } from '@/lib/schemas/money'
import type { ProfileInput, ProfilePolicy } from '@/lib/schemas/profile'
import { customName, PROFILE_FIELDS } from '@/lib/schemas/profile'
import type { Permitted } from '@/server/access/permitted'
import type { Account } from '@/server/access/viewer'
import { sharedValue } from '@/server/cache'
import { PortalError } from '@/server/errors'
import { shownPhone, storedPhone } from '@/server/phone'
import { profilePolicy } from '@/server/profile-policy'
import { regionsOf } from '@/server/regions'
import { store } from '@/server/store/current'
import { renameSessions } from '@/server/store/sessions'
import { versionOf } from '@/server/version-of'
import type { WriterOf } from '@/server/whmcs/class-writer'
import { listClientGroups, updateClient } from '@/server/whmcs/clients'
import { listContacts } from '@/server/whmcs/contacts'
import { installation } from '@/server/whmcs/installations'
import { contactName } from '@/lib/schemas/contact'
import { allGateways } from './gateways'

type Viewer = Permitted<'profile'>
type WritingViewer = Permitted<'profile', WriterOf['profile']>

/** The account's details as its people see them; nothing of WHMCS's staff side is in it. */
export type Profile = {
  readonly client: Client
  readonly settings: ClientSettings
  readonly policy: ProfilePolicy
  /** Field name to text, as the form shows it. */
  readonly values: Readonly<Record<string, string>>
  readonly regions: readonly string[]
  readonly version: string
}

export type ProfileOverview = Profile & {
  /** The name of the account's own group; null when it is in none. */
  readonly group: string | null
  /** Whose address stands on invoices; null for the account's own. */
  readonly billingContact: string | null
  readonly paymentMethod: string
}

const groupsOf = sharedValue(600, (location) => listClientGroups(installation(locationId(location))))

function customValue({ customFields }: ClientSettings, id: number): string {
  return customFields.find((field) => field.id === id)?.value ?? ''
}

function valuesOf({ client, settings }: Account, policy: ProfilePolicy): Record<string, string> {
  const own = PROFILE_FIELDS.map((field) => [field, client[field]] as const)
  const custom = policy.customFields.map((field) => [customName(field), customValue(settings, field.id)] as const)
  const phone = shownPhone(client.phone, client.country)
  return { ...Object.fromEntries([...own, ...custom]), phone }
}

function profileOf(account: Account): Profile {
  const policy = profilePolicy()
  const values = valuesOf(account, policy)
  const { client, settings } = account
  return { client, settings, policy, values, regions: regionsOf(client.country), version: versionOf(values) }
}

/** What the form about the account's details is made from. */
export async function getProfile(viewer: Viewer): Promise<Profile> {
  return profileOf(await viewer.account())
}

/** Everything about the account on one page. */
export async function getProfileOverview(viewer: Viewer): Promise<ProfileOverview> {
  const [account, groups, contacts, gateways] = await Promise.all([
    viewer.account(),
    groupsOf(viewer.location),
    listContacts(viewer.whmcs, viewer.clientId),
    allGateways(viewer),
  ])
  const { client, settings } = account
  const billing = contacts.find(({ id }) => id === settings.billingContactId)
  return {
    ...profileOf(account),
    group: groups.find(({ id }) => id === client.groupId)?.name ?? null,
    billingContact: billing ? contactName(billing) : null,
    paymentMethod: gateways.find(({ module }) => module === settings.paymentMethod)?.name ?? settings.paymentMethod,
  }
}

/** What the form about mail, language and payment is made from. */
export async function getPreferences(viewer: Viewer) {
  const [{ client, settings }, gateways] = await Promise.all([viewer.account(), allGateways(viewer)])
  const emails: readonly EmailKind[] = settings.emails ?? EMAIL_KINDS
  const values = {
    emails,
    marketing: settings.marketing ? 'yes' : '',
    language: client.language,
    paymentMethod: settings.paymentMethod,
  }
  return { values, version: versionOf(values), gateways }
}

export type Preferences = Awaited<ReturnType<typeof getPreferences>>

function textIn(input: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = input[name]
  return typeof value === 'string' ? value : undefined
}

/** What differs from the stored values: what was not touched is not written either, however odd it is. */
function detailChanges(input: ProfileInput, { policy, values }: Profile): ClientChanges {
  const changed = (name: string) => {
    const typed = textIn(input, name)
    return typed === undefined || typed === values[name] ? undefined : typed
  }
  const fields = PROFILE_FIELDS.flatMap((field) => {
    const value = changed(field)
    return value === undefined ? [] : [[field, value] as const]
  })
  const custom = policy.customFields.flatMap((field) => {
    const value = changed(customName(field))
    if (value === undefined) return []
    if (value !== '' && field.options && !field.options.includes(value)) {
      throw new PortalError('invalid', { fields: { [customName(field)]: 'choice' } })
    }
    return [[field.id, value] as const]
  })
  return {
    ...Object.fromEntries(fields),
    ...(custom.length > 0 && { customFields: Object.fromEntries(custom) }),
  }
}

async function save(viewer: WritingViewer, changes: ClientChanges): Promise<null> {
  if (Object.keys(changes).length > 0) await updateClient(viewer.whmcs, viewer.clientId, changes)
  return null
}

/** An agent changes where the account is, never who it is. */
const ADDRESS: ReadonlySet<string> = new Set(['country', 'address1', 'address2', 'postcode', 'city', 'state'])

/** @throws PortalError `rejected`, at each field that is not theirs */
function refuseBeyondAddress({ customFields = {}, ...changes }: ClientChanges): void {
  const custom = Object.keys(customFields).map((id) => customName({ id: Number(id) }))
  const beyond = [...Object.keys(changes).filter((field) => !ADDRESS.has(field)), ...custom]
  if (beyond.length === 0) return
  throw new PortalError('rejected', { fields: Object.fromEntries(beyond.map((field) => [field, 'support_field'])) })
}

function refuseStale(seen: string, now: string): void {
  if (seen !== now) throw new PortalError('rejected', { message: 'changed_meanwhile' })
}

/**
 * Saves the details that the operator leaves to customers.
 *
 * @throws PortalError `rejected`: changed meanwhile, or the phone number; WhmcsError `refused` at a field
 */
export async function updateDetails(viewer: WritingViewer, input: ProfileInput): Promise<null> {
  const profile = await getProfile(viewer)
  refuseStale(input.version, profile.version)
  const changes = detailChanges(input, profile)
  if (viewer.support) refuseBeyondAddress(changes)
  await viewer.changing({ target: `client:${viewer.clientId}`, before: profile.values, after: changes })
  return save(viewer, changes)
}

/**
 * Which mail the account gets, its language and the way it pays by default.
 *
 * @throws PortalError `rejected`; WhmcsError `refused`: nobody would get mail about domains (ICANN)
 */
export async function updatePreferences(
  viewer: WritingViewer,
  input: {
    readonly emails: readonly EmailKind[]
    readonly marketing: readonly string[]
    readonly language: string
    readonly paymentMethod: string
    readonly version: string
  },
): Promise<null> {
  const { values, version, gateways } = await getPreferences(viewer)
  refuseStale(input.version, version)
  const known = input.paymentMethod === values.paymentMethod || knows(gateways, input.paymentMethod)
  if (!known) throw new PortalError('invalid', { fields: { paymentMethod: 'choice' } })
  return save(viewer, {
    ...(String(input.emails) !== String(values.emails) && { emails: input.emails }),
    ...(input.marketing.length > 0 !== (values.marketing === 'yes') && { marketing: input.marketing.length > 0 }),
    ...(input.language !== values.language && { language: input.language }),
    ...(input.paymentMethod !== values.paymentMethod && { paymentMethod: input.paymentMethod }),
  })
}

function knows(gateways: readonly Gateway[], module: string): boolean {
  return module === '' || gateways.some((gateway) => gateway.module === module)
}

/** Before 8.0 the account's address is what its owner signs in with: nobody else may change it then. */
async function mayChangeEmail(viewer: Viewer): Promise<boolean> {
  const [{ client }, { owner }] = await Promise.all([viewer.account(), viewer.rights()])
  return !profilePolicy().locked.includes('email') && (owner || client.owner.kind === 'user')
}

export type Reach = Pick<Profile, 'policy'> & {
  readonly values: { readonly email: string; readonly phone: string }
  readonly version: string
  readonly mayChangeEmail: boolean
}

/** How the account is reached: what its form is made from. */
export async function getReach(viewer: Viewer): Promise<Reach> {
  const [{ client }, mayChange] = await Promise.all([viewer.account(), mayChangeEmail(viewer)])
  const values = { email: client.email, phone: shownPhone(client.phone, client.country) }
  return { policy: profilePolicy(), values, version: versionOf(values), mayChangeEmail: mayChange }
}

/**
 * The account's own address, where its mail goes, and its number. On 8.0 and later nobody signs in with the address.
 *
 * @returns the address that was replaced, which has to be told
 * @throws PortalError `rejected`, `forbidden`; WhmcsError `refused`: another account has the address
 */
export async function changeReach(
  viewer: WritingViewer,
  input: { readonly version: string; readonly email?: unknown; readonly phone?: unknown },
): Promise<{ readonly replaced: string | null }> {
  const [{ client }, reach] = await Promise.all([viewer.account(), getReach(viewer)])
  refuseStale(input.version, reach.version)
  const email = textIn(input, 'email') ?? client.email
  const phone = textIn(input, 'phone') ?? reach.values.phone
  const newEmail = email !== client.email
  if (newEmail && !reach.mayChangeEmail) throw new PortalError('forbidden', { message: 'field_locked' })
  await save(viewer, {
    ...(newEmail && { email }),
    ...(phone !== reach.values.phone && { phone: storedPhone(phone, client.country, client.phone) }),
  })
  if (newEmail && client.owner.kind === 'client') {
    const { db } = await store()
    await renameSessions(db, viewer.location, client.owner, email)
  }
  return { replaced: newEmail ? client.email : null }
}
