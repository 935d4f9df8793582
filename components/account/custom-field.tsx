import type { CustomField } from '@/lib/schemas/profile'
import { customName } from '@/lib/schemas/profile'
import type { useCheckedForm } from '../form/use-checked-form'
import { Field, Select } from '../ui/field'
import { Data } from '../ui/text'

type CustomFieldProps = {
  form: ReturnType<typeof useCheckedForm>
  field: CustomField
  /** `custom` by the field's name in the form. */
  words: { readonly custom: Readonly<Record<string, string>>; readonly none: string }
  className?: string
}

/** What WHMCS keeps beside its own fields: a line, or a list to choose from. */
export function CustomFieldInput({ form, field, words, className }: CustomFieldProps) {
  const name = customName(field)
  const shared = {
    label: <Data>{words.custom[name]}</Data>,
    hint: field.hint && <Data>{field.hint}</Data>,
    autoComplete: 'off',
    ...form.field(name),
    ...(className !== undefined && { className }),
  }
  if (!field.options) return <Field maxLength={1000} enterKeyHint="next" {...shared} />
  const stored = String(form.valueOf(name))
  const options = [...new Set([...field.options, stored])].filter((option) => option !== '')
  return (
    <Select {...shared}>
      <option value="">{words.none}</option>
      {options.map((option) => (
        <option key={option} value={option}>
          {option}
        </option>
      ))}
    </Select>
  )
}
