'use server'

import * as z from 'zod'
import { idText } from '@/lib/schemas/form'
import { inviteInput, newSubaccountInput, passwordInput, permissionsInput } from '@/lib/schemas/person'
import { action } from '@/server/action'
import * as people from '@/server/use-cases/people'

export const invitePerson = action({
  name: 'person.invite',
  needs: 'owner',
  support: 'never',
  input: inviteInput,
  output: z.null(),
  run: people.invitePerson,
  leadsTo: '/people?saved=invited',
})

/** WHMCS 7.x alone. */
export const addPerson = action({
  name: 'person.add',
  needs: 'owner',
  support: 'never',
  input: newSubaccountInput,
  output: z.null(),
  run: people.addPerson,
  leadsTo: '/people?saved=added',
})

export const changePermissions = action({
  name: 'person.permissions',
  needs: 'owner',
  support: 'never',
  input: permissionsInput,
  output: z.null(),
  run: people.changePermissions,
  leadsTo: '/people?saved=changed',
})

/** WHMCS 7.x alone. */
export const setPersonPassword = action({
  name: 'person.password',
  needs: 'owner',
  support: 'never',
  input: passwordInput,
  output: z.null(),
  run: people.setPassword,
  leadsTo: '/people?saved=password',
  stepUp: true,
})

export const removePerson = action({
  name: 'person.remove',
  needs: 'owner',
  support: 'never',
  input: z.strictObject({ person: idText('not_found') }),
  output: z.null(),
  run: (viewer, { person }) => people.removePerson(viewer, person),
  leadsTo: '/people?saved=removed',
})

export const leaveAccount = action({
  name: 'person.leave',
  needs: 'signed-in',
  support: 'never',
  input: z.strictObject({}),
  output: z.null(),
  run: (viewer) => people.leaveAccount(viewer),
  leadsTo: '/accounts?left=1',
})
