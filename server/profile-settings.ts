import 'server-only'
import { z } from 'zod'
import type { CustomField, ProfileField } from '@/lib/schemas/profile'

/**
 * WHMCS's own names of the fields, so that the values of its settings "Locked Client Profile Fields" and "Optional
 * Client Profile Fields" can be copied as they are. (Its API has no documented way to read them.)
 */
const FIELD_OF: Readonly<Record<string, ProfileField | 'email'>> = {
  firstname: 'firstName',
  lastname: 'lastName',
  companyname: 'company',
  email: 'email',
  address1: 'address1',
  address2: 'address2',
  city: 'city',
  state: 'state',
  postcode: 'postcode',
  country: 'country',
  phonenumber: 'phone',
  tax_id: 'taxId',
}

const names = Object.keys(FIELD_OF).join(', ')

/** A list like `companyname,tax_id`. */
export const fieldList = z.string().transform((text, context) => {
  const words = text.split(',').map((name) => name.trim().toLowerCase())
  const fields = words.filter((name) => name !== 'none').map((name) => FIELD_OF[name])
  const known = fields.filter((field) => field !== undefined)
  if (known.length === fields.length) return known
  context.addIssue({ code: 'custom', message: `must be names out of ${names}, or none` })
  return z.NEVER
})

const customField = z
  .strictObject({
    id: z.int().positive(),
    name: z.string().min(1).max(100),
    hint: z.string().max(300).optional(),
    required: z.boolean().default(false),
    options: z.array(z.string().min(1)).min(1).optional(),
    locked: z.boolean().default(false),
  })
  .transform((field): CustomField => field)

/** `[{"id":1,"name":"VAT contact"}]` */
export const customFieldList = z.string().transform((text, context) => {
  const parsed = z.array(customField).safeParse(parseJson(text))
  const ids = parsed.data?.map(({ id }) => id) ?? []
  if (parsed.success && new Set(ids).size === ids.length) return parsed.data
  context.addIssue({
    code: 'custom',
    message: 'must be a JSON list like [{"id":1,"name":"VAT contact","required":true}], each id once',
  })
  return z.NEVER
})

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
