import type { Choice } from '@/lib/countries'
import type { useCheckedForm } from '../form/use-checked-form'
import { Field, Select } from '../ui/field'
import type { ContactWords } from './contact-words'

type FieldsProps = { form: ReturnType<typeof useCheckedForm>; words: ContactWords }

/** Nothing is filled in by the browser: it would fill in whoever sits before it, and this is somebody else. */
const OFF = { autoComplete: 'off', enterKeyHint: 'next' } as const
const NAME = { ...OFF, spellCheck: false } as const
const LEGEND = 'mb-4 text-h3 font-semibold'

export function PersonFields({ form, words, isNew }: FieldsProps & { isNew: boolean }) {
  return (
    <fieldset className="grid gap-6 sm:grid-cols-2">
      <legend className={LEGEND}>{words.person}</legend>
      <Field {...NAME} label={words.firstName} maxLength={100} {...form.field('firstName')} />
      <Field {...NAME} label={words.lastName} maxLength={100} {...form.field('lastName')} />
      <Field {...OFF} label={words.company} maxLength={200} {...form.field('company')} className="sm:col-span-2" />
      <Field
        {...NAME}
        type="email"
        autoCapitalize="none"
        label={words.email}
        maxLength={254}
        {...form.field('email')}
        className="sm:col-span-2"
      />
      <Field {...OFF} type="tel" label={words.phone} hint={words.phoneHint} maxLength={40} {...form.field('phone')} />
      {isNew ? (
        <Field
          {...NAME}
          autoCapitalize="characters"
          label={words.taxId}
          hint={words.taxIdHint}
          maxLength={50}
          {...form.field('taxId')}
        />
      ) : (
        <p className="self-end text-meta text-muted">{words.taxIdFixed}</p>
      )}
    </fieldset>
  )
}

export function AddressFields({ form, words, countries }: FieldsProps & { countries: readonly Choice[] }) {
  const nameOf = (stored: unknown) => countries.find(({ value }) => value === stored)?.name ?? ''
  return (
    <fieldset className="grid gap-6 sm:grid-cols-2">
      <legend className={LEGEND}>{words.address}</legend>
      <Field {...OFF} label={words.address1} maxLength={200} {...form.field('address1')} className="sm:col-span-2" />
      <Field {...OFF} label={words.address2} maxLength={200} {...form.field('address2')} className="sm:col-span-2" />
      <Field {...OFF} label={words.postcode} maxLength={20} {...form.field('postcode')} />
      <Field {...OFF} label={words.city} maxLength={100} {...form.field('city')} />
      <Field {...OFF} label={words.state} maxLength={100} {...form.field('state')} />
      <Select autoComplete="off" label={words.country} {...form.field('country', nameOf)}>
        <option value="">{words.countryNone}</option>
        {countries.map(({ value, name }) => (
          <option key={value} value={value} data-i18n="data">
            {name}
          </option>
        ))}
      </Select>
    </fieldset>
  )
}
