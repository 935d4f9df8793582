import 'server-only'
import { z } from 'zod'
import type { ClientId } from '@/lib/ids'
import type { CancellationRequest, CancellationType } from '@/lib/schemas/service'
import type { Operation, Reader, Writer } from './client'
import { wrongEcho } from './errors'
import type { Page } from './list'
import { list, PAGE_SIZE } from './list'
import type { Owned } from './owned'
import { client as wireClientId, dateTime, humanOrNone, id, idOrNone, textOrNone } from './wire'

const AddCancelRequest = {
  action: 'AddCancelRequest',
  effect: 'write',
  response: z.object({ serviceid: id, userid: wireClientId }),
} as const satisfies Operation

const GetCancelledPackages = {
  action: 'GetCancelledPackages',
  effect: 'read',
  response: list(
    'packages',
    'package',
    z
      .object({ id, relid: idOrNone, date: dateTime, reason: humanOrNone, type: textOrNone })
      .transform((wire): CancellationRequest => ({
        id: wire.id,
        serviceId: wire.relid ?? 0,
        requestedAt: wire.date,
        reason: wire.reason,
        type: wire.type,
      })),
  ),
} as const satisfies Operation

/**
 * Asks for a service to end. WHMCS has no action that takes a request back.
 *
 * https://developers.whmcs.com/api-reference/addcancelrequest/
 *
 * @throws WhmcsError `refused` "Existing Cancellation Request Exists"
 */
export async function addCancelRequest(
  whmcs: Writer,
  client: ClientId,
  service: Owned<'service'>,
  request: { readonly type: CancellationType; readonly reason: string },
): Promise<void> {
  const { type, reason } = request
  const answer = await whmcs.write(AddCancelRequest, { serviceid: service, type, reason })
  if (answer.serviceid !== service || answer.userid !== client) throw wrongEcho(AddCancelRequest)
}

/**
 * One page of the requests of everybody: WHMCS filters by nothing and documents no order. Only the index that the portal
 * keeps of them asks (server/cancellation-index.ts).
 *
 * https://developers.whmcs.com/api-reference/getcancelledpackages/
 */
export async function cancelledPackages(
  whmcs: Reader,
  offset: number,
  limit: number,
): Promise<Page<CancellationRequest>> {
  return whmcs.read(GetCancelledPackages, { limitstart: offset, limitnum: limit })
}

/**
 * One request for a service. The list is in no documented order, so both of its ends are read first: a request that was
 * made a moment ago costs two calls. Only what is not there costs the whole list.
 *
 * https://developers.whmcs.com/api-reference/getcancelledpackages/
 */
export async function findCancelledPackage(
  whmcs: Reader,
  service: number,
  matches: (request: CancellationRequest) => boolean,
): Promise<CancellationRequest | null> {
  const page = (offset: number) => cancelledPackages(whmcs, offset, PAGE_SIZE)
  const isIt = (request: CancellationRequest) => request.serviceId === service && matches(request)
  const first = await page(0)
  // WHMCS may give fewer rows than it was asked for: what it gave is its page.
  const step = first.items.length
  const pages = step === 0 ? 0 : Math.ceil(first.total / step)
  let found = first.items.find(isIt)
  for (let place = pages - 1; place > 0 && !found; place -= 1) found = (await page(place * step)).items.find(isIt)
  return found ?? null
}
