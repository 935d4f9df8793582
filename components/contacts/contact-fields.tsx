import type { useCheckedForm } from '../form/use-checked-form'
import { EmailField, Field } from '../ui/field'
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
      <EmailField {...NAME} label={words.email} {...form.field('email')} className="sm:col-span-2" />
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
