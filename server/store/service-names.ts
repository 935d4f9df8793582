import 'server-only'
import type { ClientId, LocationId } from '@/lib/ids'
import { storable, time } from '@/server/store/columns'
import type { Db } from '@/server/store/db'

/** What an account calls its services. WHMCS has no field for it, so it is kept here. */
export type ServiceNamesTable = {
  location: string
  service_id: number
  client_id: number
  name: string
  updated_at: number
}

/** The longest name, in UTF-16 units. */
export const NAME_LENGTH = 60

/** The names of an account's services, by the service's id. */
export async function serviceNames(
  db: Db,
  location: LocationId,
  client: ClientId,
): Promise<ReadonlyMap<number, string>> {
  const rows = await db
    .selectFrom('service_names')
    .select(['service_id', 'name'])
    .where('location', '=', location)
    .where('client_id', '=', client)
    .execute()
  return new Map(rows.map((row) => [row.service_id, row.name]))
}

/** Gives a service of this client another name; an empty one forgets it. */
export async function nameService(
  db: Db,
  service: { readonly location: LocationId; readonly client: ClientId; readonly id: number },
  name: string,
  now: Date,
): Promise<void> {
  const key = { location: service.location, service_id: service.id }
  if (name === '') {
    await db
      .deleteFrom('service_names')
      .where((eb) => eb.and(key))
      .execute()
    return
  }
  const values = { name: storable(name, NAME_LENGTH), client_id: service.client, updated_at: time(now) }
  await db
    .insertInto('service_names')
    .values({ ...key, ...values })
    .onConflict((conflict) => conflict.columns(['location', 'service_id']).doUpdateSet(values))
    .execute()
}
