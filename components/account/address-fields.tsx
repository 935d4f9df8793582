'use client'

import { useState } from 'react'
import type { Choice } from '@/lib/countries'
import type { useCheckedForm } from '../form/use-checked-form'
import { Field, Select } from '../ui/field'
import type { AddressField, AddressWords } from './address-words'
import { Regions } from './regions'

/** HTML's names for the parts of one's own address (WCAG 1.3.5). */
const OWN: Readonly<Record<AddressField, string>> = {
  country: 'country',
  address1: 'address-line1',
  address2: 'address-line2',
  postcode: 'postal-code',
  city: 'address-level2',
  state: 'address-level1',
}

type AddressFieldsProps = {
  form: Pick<ReturnType<typeof useCheckedForm>, 'field' | 'valueOf'>
  words: AddressWords
  countries: readonly Choice[]
  /** The regions of the stored country. */
  regions: readonly string[]
  /** Somebody else's address must not be filled in with that of whoever sits before the browser. */
  whose: 'own' | 'other'
  /** Fields that the operator locked are shown elsewhere. */
  hidden?: readonly string[]
}

/** An address, the country first: it decides what the rest means. */
export function AddressFields({ form, words, countries, regions, whose, hidden = [] }: AddressFieldsProps) {
  const start = String(form.valueOf('country'))
  const [country, setCountry] = useState(start)
  const [came] = useState(start)
  const nameOf = (stored: unknown) => countries.find(({ value }) => value === stored)?.name ?? ''
  const shown = (field: AddressField) => !hidden.includes(field)
  const text = (field: AddressField) => ({
    label: words.labels[field],
    autoComplete: whose === 'own' ? OWN[field] : 'off',
    enterKeyHint: 'next' as const,
    ...form.field(field),
  })
  const chosen = form.field('country', nameOf)
  return (
    <fieldset className="grid gap-6 sm:grid-cols-2">
      <legend className="mb-4 text-h3 font-semibold">{words.legend}</legend>
      {shown('country') && (
        <Select
          label={words.labels.country}
          autoComplete={whose === 'own' ? OWN.country : 'off'}
          {...chosen}
          onChange={(event) => {
            setCountry(event.currentTarget.value)
            void chosen.onChange(event)
          }}
          className="sm:col-span-2"
        >
          <option value="">{words.countryNone}</option>
          {countries.map(({ value, name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </Select>
      )}
      {shown('address1') && <Field maxLength={200} {...text('address1')} className="sm:col-span-2" />}
      {shown('address2') && <Field maxLength={200} {...text('address2')} className="sm:col-span-2" />}
      {shown('postcode') && <Field maxLength={20} {...text('postcode')} />}
      {shown('city') && <Field maxLength={100} {...text('city')} />}
      {shown('state') && (
        <>
          <Field maxLength={100} list="regions" {...text('state')} className="sm:col-span-2" />
          <Regions id="regions" country={country} known={{ country: came, regions }} />
        </>
      )}
    </fieldset>
  )
}
