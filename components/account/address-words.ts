import { useTranslations } from 'next-intl'

export const ADDRESS_FIELDS = ['country', 'address1', 'address2', 'postcode', 'city', 'state'] as const
export type AddressField = (typeof ADDRESS_FIELDS)[number]

export type AddressWords = {
  readonly legend: string
  readonly countryNone: string
  readonly labels: Readonly<Record<AddressField, string>>
}

/** The words of an address; what may stay empty says so. */
export function useAddressWords(isOptional: (field: AddressField) => boolean): AddressWords {
  const t = useTranslations('address')
  const label = (field: AddressField) => (isOptional(field) ? t('optional', { label: t(field) }) : t(field))
  return {
    legend: t('legend'),
    countryNone: t('countryNone'),
    labels: {
      country: label('country'),
      address1: label('address1'),
      address2: label('address2'),
      postcode: label('postcode'),
      city: label('city'),
      state: label('state'),
    },
  }
}
