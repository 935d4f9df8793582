import { useTranslations } from 'next-intl'
import type { ProfileField } from '@/lib/schemas/profile'
import type { AddressField } from '../account/address-words'
import { ADDRESS_FIELDS } from '../account/address-words'

function isAddress(field: ProfileField): field is AddressField {
  return ADDRESS_FIELDS.some((known) => known === field)
}

/** A field's name, and that it may stay empty. */
export function useFieldLabels(isOptional: (field: ProfileField) => boolean) {
  const t = useTranslations('profile.fields')
  const a = useTranslations('address')
  const optional = (label: string) => a('optional', { label })
  const nameOf = (field: ProfileField) => (isAddress(field) ? a(field) : t(field))
  const label = (field: ProfileField) => (isOptional(field) ? optional(nameOf(field)) : nameOf(field))
  return Object.assign(label, {
    custom: (name: string, required: boolean) => (required ? name : optional(name)),
  })
}
