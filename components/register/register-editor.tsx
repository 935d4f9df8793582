import { useLocale, useTranslations } from 'next-intl'
import { countryChoices } from '@/lib/countries'
import type { FormValues } from '@/lib/form-values'
import type { Action } from '@/lib/result'
import type { ProfileField } from '@/lib/schemas/profile'
import { customName } from '@/lib/schemas/profile'
import type { RegistrationPolicy } from '@/lib/schemas/register'
import { PASSWORD_MIN } from '@/lib/schemas/register'
import { useAddressWords } from '../account/address-words'
import { PageHeading } from '../account/page-heading'
import { errorWords } from '../layout/error-words'
import { useFieldLabels } from '../profile/field-labels'
import { useFrameWords } from '../profile/profile-errors'
import { RegisterForm } from './register-form'

type RegisterEditorProps = {
  action: Action
  intent: string
  policy: RegistrationPolicy
  brandName: string
  /** Of somebody who signs in already and opens one more account. */
  known?: FormValues
}

/** The words of the form, in the visitor's language. */
export function RegisterEditor({ action, intent, policy, brandName, known }: RegisterEditorProps) {
  const t = useTranslations('register')
  const c = useTranslations('checkEmail')
  const s = useTranslations('signIn')
  const p = useTranslations('profile')
  const a = useTranslations('accounts')
  const optional = (field: ProfileField) => policy.optional.includes(field)
  const label = useFieldLabels(optional)
  const title = t(known ? 'anotherTitle' : 'title')
  const words = {
    ...useFrameWords(title, brandName),
    labels: {
      firstName: label('firstName'),
      lastName: label('lastName'),
      company: label('company'),
      taxId: label('taxId'),
      phone: label('phone'),
    },
    custom: Object.fromEntries(policy.customFields.map((field) => [customName(field), field.name])),
    phoneHint: p('phoneHint'),
    who: t('who'),
    signIn: t('signIn'),
    place: t('place'),
    placeNone: t('placeNone'),
    email: known ? p('accountEmail') : s('email'),
    emailHint: known ? p('accountEmailHint') : t('emailHint'),
    password: s('password'),
    passwordHint: t('passwordHint', { count: PASSWORD_MIN }),
    show: s('show'),
    hide: s('hide'),
    terms: t('terms'),
    termsLink: t('termsLink'),
    marketing: t('marketing', { brand: brandName }),
    submit: t('submit'),
    sending: t('sending'),
  }
  const sent = { pageTitle: `${c('title')} – ${brandName}`, title: c('title'), said: t('sent'), next: c('next') }
  return (
    <RegisterForm
      {...{ action, intent, policy, words, sent }}
      address={useAddressWords(optional)}
      countries={countryChoices(useLocale(), '')}
      errors={useRegisterErrors()}
      known={known}
      heading={
        known ? (
          <PageHeading title={title} back={{ href: '/accounts', label: a('title') }} intro={t('anotherIntro')} />
        ) : (
          <>
            <h1 className="mb-3 text-h2">{t('to', { brand: brandName })}</h1>
            <p className="mb-6 text-muted">{t('intro')}</p>
          </>
        )
      }
    />
  )
}

function useRegisterErrors() {
  const e = useTranslations('errors')
  return errorWords(
    e,
    'first_name_required',
    'last_name_required',
    'country_required',
    'country_format',
    'phone_format',
    'email_required',
    'email_format',
    'password_required',
    'password_short',
    'password_common',
    'terms_required',
    'choice',
    'place_required',
  )
}
