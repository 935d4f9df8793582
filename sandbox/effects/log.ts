import { timeOf } from '../core/clock.ts'
import type { Call } from '../actions/action.ts'

/** The admin the API credential belongs to. */
export const ADMIN = { id: 1, username: 'admin', name: 'Site Admin' } as const

/** GUESS: the wording of these lines; that an API call is logged under its admin and address is documented. */
export function logActivity(call: Call, description: string, clientid = 0): void {
  call.store.insert('activity_log', {
    clientid,
    admin_id: ADMIN.id,
    date: timeOf(call.now),
    description,
    username: ADMIN.username,
    ipaddress: call.ip,
  })
}
