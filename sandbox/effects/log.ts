import { timeOf } from '../core/clock.ts'
import type { Call } from '../actions/action.ts'
import type { Row } from '../core/schema.ts'

/** The admin the API credential belongs to. */
export const ADMIN = { id: 1, username: 'admin', name: 'Site Admin' } as const

type Who = Pick<Row<'activity_log'>, 'admin_id' | 'user_id' | 'username'>

/** What an effect needs of the call, or of the page, that brings it about. */
export interface Acting extends Pick<Call, 'store' | 'now' | 'ip'> {
  /** Who is at a page; the API's admin, unless told. */
  who?: Who
}

const BY_API: Who = { admin_id: ADMIN.id, user_id: 0, username: ADMIN.username }

/** GUESS: the wording of these lines; that an API call is logged under its admin and address is documented. */
export function logActivity(call: Acting, description: string, clientid = 0): void {
  call.store.insert('activity_log', {
    clientid,
    ...(call.who ?? BY_API),
    date: timeOf(call.now),
    description,
    ipaddress: call.ip,
  })
}
