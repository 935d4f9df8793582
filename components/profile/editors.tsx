import { useTranslations } from 'next-intl'
import { languageChoices } from '@/lib/i18n/whmcs-languages'
import type { Action } from '@/lib/result'
import type { EmailKind } from '@/lib/schemas/contact'
import { EMAIL_KINDS } from '@/lib/schemas/contact'
import type { Gateway } from '@/lib/schemas/money'
import type { ProfilePolicy } from '@/lib/schemas/profile'
import { useConfirmWords } from '../account/confirm-words'
import { PageHeading } from '../account/page-heading'
import { useFieldLabels } from './field-labels'
import { FixedFacts } from './fixed-facts'
import { OwnEmailForm } from './own-email-form'
import { OwnForm } from './own-form'
import { PreferencesForm } from './preferences-form'
import { useFrameWords, useProfileErrors } from './profile-errors'
import { ReachForm } from './reach-form'

type EditorProps = { action: Action; intent: string; brandName: string }

function useHeading(title: string, intro?: string) {
  const t = useTranslations('profile')
  const back = { href: '/profile', label: t('title') }
  return <PageHeading title={title} back={back} {...(intro !== undefined && { intro })} />
}

type PreferencesEditorProps = EditorProps & {
  preferences: {
    readonly values: Readonly<Record<'marketing' | 'language' | 'paymentMethod', string>> & {
      readonly emails: readonly EmailKind[]
    }
    readonly version: string
    readonly gateways: readonly Gateway[]
  }
}

export function PreferencesEditor({ preferences, brandName, ...submission }: PreferencesEditorProps) {
  const t = useTranslations('profile')
  const kind = useTranslations('contacts.kinds')
  const hint = useTranslations('contact.hints')
  const title = t('preferencesTitle')
  const { values, version, gateways } = preferences
  const words = {
    ...useFrameWords(title, brandName),
    mail: t('mail'),
    marketing: t('marketing'),
    marketingHint: t('marketingHint'),
    other: t('languageAndPayment'),
    language: t('language'),
    languageHint: t('languageHint'),
    languageDefault: t('languageDefault'),
    paymentMethod: t('paymentMethod'),
    paymentMethodHint: t('paymentMethodHint'),
    paymentMethodNone: t('paymentMethodNone'),
    submit: t('save'),
    saving: t('saving'),
  }
  const known = gateways.map(({ module, name }) => ({ value: module, name }))
  const stored = { value: values.paymentMethod, name: values.paymentMethod }
  const listed = values.paymentMethod === '' || known.some(({ value }) => value === values.paymentMethod)
  return (
    <div className="max-w-[40rem]">
      <PreferencesForm
        {...submission}
        words={words}
        errors={useProfileErrors()}
        stored={{ ...values, version }}
        kinds={EMAIL_KINDS.map((one) => ({ kind: one, name: kind(one), hint: hint(one) }))}
        languages={languageChoices(values.language)}
        gateways={listed ? known : [...known, stored]}
        heading={useHeading(title)}
      />
    </div>
  )
}

type ReachEditorProps = EditorProps & {
  reach: {
    readonly policy: ProfilePolicy
    readonly values: { readonly email: string; readonly phone: string }
    readonly version: string
    readonly mayChangeEmail: boolean
  }
  confirm: boolean
}

/** The account's address and number. What is fixed is text, with what to do about it. */
export function ReachEditor({ reach, confirm, brandName, ...submission }: ReachEditorProps) {
  const t = useTranslations('profile')
  const label = useFieldLabels((field) => reach.policy.optional.includes(field))
  const title = t('contactTitle')
  const { policy, values, version, mayChangeEmail } = reach
  const words = {
    ...useFrameWords(title, brandName),
    ...useConfirmWords(),
    email: t('accountEmail'),
    emailHint: t('accountEmailHint'),
    phone: label('phone'),
    phoneHint: t('phoneHint'),
    submit: t('save'),
    saving: t('saving'),
  }
  const fixed = [
    ...(mayChangeEmail ? [] : [{ label: t('accountEmail'), value: values.email }]),
    ...(policy.locked.includes('phone') ? [{ label: label('phone'), value: values.phone }] : []),
  ]
  return (
    <div className="max-w-[40rem]">
      <ReachForm
        {...submission}
        {...{ policy, mayChangeEmail, confirm, words }}
        stored={{ ...values, version }}
        errors={useProfileErrors()}
        heading={useHeading(title)}
        fixed={fixed.length > 0 && <FixedFacts facts={fixed} />}
      />
    </div>
  )
}

type OwnEmailEditorProps = EditorProps & { email: string; confirm: boolean }

/** What somebody signs in with: since WHMCS 8.0 another thing than the account's address. */
export function OwnEmailEditor({ email, confirm, brandName, ...submission }: OwnEmailEditorProps) {
  const t = useTranslations('profile')
  const title = t('changeSignInEmail')
  const words = {
    ...useFrameWords(title, brandName),
    ...useConfirmWords(),
    email: t('signInEmail'),
    emailHint: t('signInEmailHint'),
    submit: t('changeEmail'),
    saving: t('saving'),
  }
  return (
    <div className="max-w-[40rem]">
      <OwnEmailForm
        {...submission}
        {...{ confirm, words }}
        stored={{ email }}
        errors={useProfileErrors()}
        heading={useHeading(title)}
      />
    </div>
  )
}

type OwnEditorProps = EditorProps & {
  own: { readonly firstName: string; readonly lastName: string; readonly version: string }
  /** False for a sub-account of WHMCS 7.x. */
  hasLanguage: boolean
}

export function OwnEditor({ own, hasLanguage, brandName, ...submission }: OwnEditorProps) {
  const t = useTranslations('profile')
  const title = t('youTitle')
  const words = {
    ...useFrameWords(title, brandName),
    firstName: t('fields.firstName'),
    lastName: t('fields.lastName'),
    language: t('ownLanguage'),
    languageHint: t('ownLanguageHint'),
    languageKeep: t('languageKeep'),
    submit: t('save'),
    saving: t('saving'),
  }
  return (
    <div className="max-w-[40rem]">
      <OwnForm
        {...submission}
        words={words}
        errors={useProfileErrors()}
        stored={{ firstName: own.firstName, lastName: own.lastName, language: '', version: own.version }}
        languages={hasLanguage ? languageChoices('') : []}
        heading={useHeading(title, t('youIntro'))}
      />
    </div>
  )
}
