import { useLocale, useTranslations } from 'next-intl'
import { countryChoices } from '@/lib/countries'
import type { Action } from '@/lib/result'
import type { ProfileField, ProfilePolicy } from '@/lib/schemas/profile'
import { customName, PROFILE_FIELDS } from '@/lib/schemas/profile'
import { useAddressWords } from '../account/address-words'
import { PageHeading } from '../account/page-heading'
import { Data } from '../ui/text'
import { DetailsForm } from './details-form'
import { useFieldLabels } from './field-labels'
import { FixedFacts } from './fixed-facts'
import { useFrameWords, useProfileErrors } from './profile-errors'

type DetailsEditorProps = {
  action: Action
  intent: string
  brandName: string
  profile: {
    readonly policy: ProfilePolicy
    readonly values: Readonly<Record<string, string>>
    readonly regions: readonly string[]
    readonly version: string
  }
}

/** The account's own details. What the operator locked is shown as text, with what to do about it. */
export function DetailsEditor({ action, intent, brandName, profile }: DetailsEditorProps) {
  const t = useTranslations('profile')
  const locale = useLocale()
  const { policy, values, regions, version } = profile
  const optional = (field: ProfileField) => policy.optional.includes(field)
  const label = useFieldLabels(optional)
  const title = t('detailsTitle')
  const words = {
    ...useFrameWords(title, brandName),
    labels: {
      firstName: label('firstName'),
      lastName: label('lastName'),
      company: label('company'),
      taxId: label('taxId'),
    },
    taxIdHint: t('taxIdHint'),
    who: t('who'),
    more: t('more'),
    none: t('notSet'),
    custom: Object.fromEntries(
      policy.customFields.map((field) => [customName(field), label.custom(field.name, field.required)]),
    ),
    submit: t('save'),
    saving: t('saving'),
  }
  return (
    <div className="max-w-[40rem]">
      <DetailsForm
        {...{ action, intent, policy, regions, words }}
        stored={{ ...values, version }}
        countries={countryChoices(locale, values['country'] ?? '')}
        address={useAddressWords(optional)}
        errors={useProfileErrors()}
        heading={<PageHeading title={title} back={{ href: '/profile', label: t('title') }} />}
        locked={<Locked policy={policy} values={values} />}
      />
    </div>
  )
}

function Locked({ policy, values }: { policy: ProfilePolicy; values: Readonly<Record<string, string>> }) {
  const label = useFieldLabels(() => false)
  const own = PROFILE_FIELDS.filter((field) => policy.locked.includes(field) && field !== 'phone')
  const custom = policy.customFields.filter((field) => field.locked)
  if (own.length + custom.length === 0) return null
  const facts = [
    ...own.map((field) => ({ label: label(field), value: values[field] ?? '' })),
    ...custom.map((field) => ({ label: <Data>{field.name}</Data>, value: values[customName(field)] ?? '' })),
  ]
  return <FixedFacts facts={facts} />
}
