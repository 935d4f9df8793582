import 'server-only'
import { z } from 'zod'
import type { ClientId } from '@/lib/ids'
import type {
  Client,
  ClientChanges,
  ClientGroup,
  ClientSettings,
  ClientSummary,
  InvoiceCounts,
  NewClient,
} from '@/lib/schemas/client'
import type { Changer, Operation, Reader, Writer } from './client'
import { clientAnswer } from './client-wire'
import { preferenceParams } from './email-preferences'
import { given, type Params } from './encode'
import { WhmcsError, wrongEcho } from './errors'
import { list } from './list'
import { phpArray } from './php'
import { client as wireClientId, human, humanOrNone, id, text } from './wire'

const GetClientsDetails = {
  action: 'GetClientsDetails',
  effect: 'read',
  response: clientAnswer,
} as const satisfies Operation

const GetClients = {
  action: 'GetClients',
  effect: 'read',
  response: list(
    'clients',
    'client',
    z
      .object({
        id: wireClientId,
        firstname: human,
        lastname: human,
        companyname: humanOrNone,
        email: text,
        status: text,
      })
      .transform((wire): ClientSummary => ({
        id: wire.id,
        firstName: wire.firstname,
        lastName: wire.lastname,
        company: wire.companyname,
        email: wire.email,
        status: wire.status,
      })),
  ),
} as const satisfies Operation

const GetClientGroups = {
  action: 'GetClientGroups',
  effect: 'read',
  response: list(
    'groups',
    'group',
    z.object({ id, groupname: human }).transform((wire): ClientGroup => ({ id: wire.id, name: wire.groupname })),
  ),
} as const satisfies Operation

const AddClient = {
  action: 'AddClient',
  effect: 'write',
  response: z.object({ clientid: wireClientId }),
} as const satisfies Operation
const UpdateClient = {
  action: 'UpdateClient',
  effect: 'write',
  response: z.object({ clientid: wireClientId }),
} as const satisfies Operation
// The documented answer names the client, the documented example does not.
const CloseClient = { action: 'CloseClient', effect: 'write', response: z.object({}) } as const satisfies Operation
const DeleteClient = { action: 'DeleteClient', effect: 'write', response: z.object({}) } as const satisfies Operation
const GetClientPassword = {
  action: 'GetClientPassword',
  effect: 'read',
  response: z.object({ password: z.string() }),
} as const satisfies Operation

/**
 * One client with its invoice counts and settings. On WHMCS 7.x `people` is the client alone: sub-accounts are read by
 * `listPeople`.
 *
 * https://developers.whmcs.com/api-reference/getclientsdetails/
 *
 * @throws WhmcsError `refused` "Client Not Found"; `malformed` when another client than the asked one is answered
 */
export async function getClient(
  whmcs: Reader,
  client: ClientId,
): Promise<{ client: Client; counts: InvoiceCounts; settings: ClientSettings }> {
  const answer = await whmcs.read(GetClientsDetails, { clientid: client, stats: true })
  if (answer.client.id !== client) throw wrongEcho(GetClientsDetails)
  // Missing statistics must not read as "nothing to pay".
  if (!answer.counts) throw new WhmcsError('malformed', GetClientsDetails.action, { reason: 'no stats' })
  return { client: answer.client, counts: answer.counts, settings: answer.settings }
}

/** The client alone, cheaper than `getClient`: WHMCS computes no statistics. */
export async function getClientOnly(whmcs: Reader, client: ClientId): Promise<Client> {
  const answer = await whmcs.read(GetClientsDetails, { clientid: client })
  if (answer.client.id !== client) throw wrongEcho(GetClientsDetails)
  return answer.client
}

/**
 * The clients of the whole installation, for staff. `search` matches the START of e-mail, names and company.
 *
 * https://developers.whmcs.com/api-reference/getclients/
 */
export async function listClients(
  whmcs: Reader,
  query: {
    readonly search?: string
    readonly status?: 'Active' | 'Inactive' | 'Closed'
    readonly offset: number
    readonly limit: number
  },
): Promise<{ clients: ClientSummary[]; total: number }> {
  const params = given({
    search: query.search,
    status: query.status,
    limitstart: query.offset,
    limitnum: query.limit,
  })
  const { items, total } = await whmcs.read(GetClients, params)
  return { clients: items, total }
}

/** Staff data: a client may see the name of its own group at most. https://developers.whmcs.com/api-reference/getclientgroups/ */
export async function listClientGroups(whmcs: Reader): Promise<ClientGroup[]> {
  return (await whmcs.read(GetClientGroups)).items
}

/** Only what is listed here is ever sent: notes, status, credit terms and card fields cannot be set from the portal. */
function profileParams(changes: ClientChanges): Params {
  return given({
    firstname: changes.firstName,
    lastname: changes.lastName,
    companyname: changes.company,
    email: changes.email,
    address1: changes.address1,
    address2: changes.address2,
    city: changes.city,
    state: changes.state,
    postcode: changes.postcode,
    country: changes.country,
    phonenumber: changes.phone,
    tax_id: changes.taxId,
    language: changes.language,
    paymentmethod: changes.paymentMethod,
    marketingoptin: changes.marketing,
    customfields: changes.customFields && phpArray(changes.customFields),
  })
}

/**
 * A new account. On 8.0 and later its owner is a new user with the same e-mail address and `password`, or the existing
 * user `ownerUserId`.
 *
 * https://developers.whmcs.com/api-reference/addclient/
 *
 * @throws WhmcsError `refused`: see refusals.ts; the address may be taken
 */
export async function addClient(whmcs: Writer, input: NewClient): Promise<ClientId> {
  const owner = 'password' in input ? { password2: input.password } : { owner_user_id: input.ownerUserId }
  const rest = given({ currency: input.currencyId, clientip: input.ip })
  return (await whmcs.write(AddClient, { ...profileParams(input), ...rest, ...owner })).clientid
}

/**
 * Changes what is given and leaves the rest. On 8.0 and later the client's e-mail address is not its users'.
 *
 * https://developers.whmcs.com/api-reference/updateclient/
 *
 * @throws WhmcsError `refused`: the address is taken, or nobody would receive domain mail (ICANN)
 */
export async function updateClient(
  whmcs: Changer<'UpdateClient'>,
  client: ClientId,
  changes: ClientChanges,
): Promise<void> {
  const preferences = changes.emails ? preferenceParams(changes.emails) : {}
  const answer = await whmcs.write(UpdateClient, { clientid: client, ...profileParams(changes), ...preferences })
  if (answer.clientid !== client) throw wrongEcho(UpdateClient)
}

/**
 * Closes an account, cancels its open invoices and terminates its services. Cannot be undone by API; staff only.
 *
 * https://developers.whmcs.com/api-reference/closeclient/
 */
export async function closeClient(whmcs: Writer, client: ClientId): Promise<void> {
  await whmcs.write(CloseClient, { clientid: client })
}

/**
 * Deletes an account and its data for good. No page of the portal does this. The two flags exist from 8.0 on.
 *
 * https://developers.whmcs.com/api-reference/deleteclient/
 */
export async function deleteClient(
  whmcs: Writer,
  client: ClientId,
  also: { readonly users: boolean; readonly transactions: boolean },
): Promise<void> {
  const { major } = await whmcs.version()
  const flags = major < 8 ? {} : { deleteusers: also.users, deletetransactions: also.transactions }
  await whmcs.write(DeleteClient, { clientid: client, ...flags })
}

/**
 * The stored password hash. Stays on the server: never send, show or log it.
 *
 * @deprecated WHMCS deprecated the action in 8.0. https://developers.whmcs.com/api-reference/getclientpassword/
 */
export async function getClientPassword(whmcs: Reader, client: ClientId): Promise<string> {
  return (await whmcs.read(GetClientPassword, { userid: client })).password
}
