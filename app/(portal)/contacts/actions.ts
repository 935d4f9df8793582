'use server'

import * as z from 'zod'
import { contactChangeInput, newContactInput } from '@/lib/schemas/contact'
import { idText } from '@/lib/schemas/form'
import { action } from '@/server/action'
import * as contacts from '@/server/use-cases/contacts'

export const addContact = action({
  name: 'contact.add',
  needs: 'contacts',
  support: 'contacts',
  input: newContactInput,
  output: z.null(),
  run: contacts.addContact,
  leadsTo: '/contacts?saved=added',
})

export const updateContact = action({
  name: 'contact.update',
  needs: 'contacts',
  support: 'contacts',
  input: contactChangeInput,
  output: z.null(),
  run: contacts.updateContact,
  leadsTo: '/contacts?saved=changed',
})

export const removeContact = action({
  name: 'contact.remove',
  needs: 'contacts',
  support: 'contacts',
  input: z.strictObject({ contact: idText('not_found') }),
  output: z.null(),
  run: (viewer, { contact }) => contacts.removeContact(viewer, contact),
  leadsTo: '/contacts?saved=removed',
})
