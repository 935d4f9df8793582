import type { Action } from './action.ts'
import { clientAdd } from './client-add.ts'
import { clientClose } from './client-close.ts'
import { clientUpdate } from './client-update.ts'
import { contactsWrite } from './contacts-write.ts'
import { creditWrite } from './credit-write.ts'
import { invoiceCreate } from './invoice-create.ts'
import { invoiceGenerate } from './invoice-generate.ts'
import { invoiceUpdate } from './invoice-update.ts'
import { payMethodsWrite } from './paymethods-write.ts'
import { paymentsWrite } from './payments-write.ts'
import { resetPasswords } from './reset-password.ts'
import { servicesWrite } from './services-write.ts'
import { systemWrite } from './system-write.ts'
import { ticketsWrite } from './tickets-write.ts'
import { upgrades } from './upgrade.ts'
import { usersWrite } from './users-write.ts'

/** Every action that changes something. None of them asks whose the object is, as WHMCS does not. */
export const writes: readonly Action[] = [
  ...clientAdd,
  ...clientClose,
  ...clientUpdate,
  ...contactsWrite,
  ...creditWrite,
  ...invoiceCreate,
  ...invoiceGenerate,
  ...invoiceUpdate,
  ...payMethodsWrite,
  ...paymentsWrite,
  ...resetPasswords,
  ...servicesWrite,
  ...systemWrite,
  ...ticketsWrite,
  ...upgrades,
  ...usersWrite,
]
