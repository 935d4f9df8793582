import type { Action } from './action.ts'
import { billingRead } from './billing-read.ts'
import { getClientsDetails } from './client-details.ts'
import { invoicesRead } from './invoices-read.ts'
import { login } from './login.ts'
import { servicesRead } from './services-read.ts'
import { systemRead } from './system-read.ts'
import { usersRead } from './users-read.ts'

/** Every action of every version; `since` and `removed` say which of them a version knows. */
export const actions: readonly Action[] = [
  ...billingRead,
  getClientsDetails,
  ...invoicesRead,
  ...login,
  ...servicesRead,
  ...systemRead,
  ...usersRead,
]

const byName = new Map(actions.map((action) => [action.name.toLowerCase(), action]))

/** Names are taken without regard to case. */
export const findAction = (name: string): Action | undefined => byName.get(name.toLowerCase())
