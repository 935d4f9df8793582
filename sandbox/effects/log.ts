import { timeOf } from '../core/clock.ts'
import type { Call } from '../actions/action.ts'

/** The admin the API credential belongs to. */
export const ADMIN = { id: 1, username: 'admin', name: 'Site Admin' } as const

/** What an effect needs of the call that brings it about. A page that is paid on can say as much. */
export type Acting = Pick<Call, 'store' | 'now' | 'ip'>

/** GUESS: the wording of these lines; that an API call is logged under its admin and address is documented. */
export function logActivity(call: Acting, description: string, clientid = 0): void {
  call.store.insert('activity_log', {
    clientid,
    admin_id: ADMIN.id,
    date: timeOf(call.now),
    description,
    username: ADMIN.username,
    ipaddress: call.ip,
  })
}
