import type { Action } from './action.ts'
import { billingRead } from './billing-read.ts'
import { getClientsDetails } from './client-details.ts'
import { clientsRead } from './clients-read.ts'
import { invoicesRead } from './invoices-read.ts'
import { login } from './login.ts'
import { oauth } from './oauth.ts'
import { productsRead } from './products-read.ts'
import { servicesRead } from './services-read.ts'
import { systemRead } from './system-read.ts'
import { ticketsRead } from './tickets-read.ts'
import { usersRead } from './users-read.ts'
import { writes } from './writes.ts'

/** Every action of every version; `since` and `removed` say which of them a version knows. */
export const actions: readonly Action[] = [
  ...billingRead,
  getClientsDetails,
  ...clientsRead,
  ...invoicesRead,
  ...login,
  ...oauth,
  ...productsRead,
  ...servicesRead,
  ...systemRead,
  ...ticketsRead,
  ...usersRead,
  ...writes,
]

const byName = new Map(actions.map((action) => [action.name.toLowerCase(), action]))

/** Names are taken without regard to case. */
export const findAction = (name: string): Action | undefined => byName.get(name.toLowerCase())
