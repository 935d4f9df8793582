import { useTranslations } from 'next-intl'
import { languageChoices } from '@/lib/i18n/whmcs-languages'
import type { Action } from '@/lib/result'
import type { EmailKind } from '@/lib/schemas/contact'
import { EMAIL_KINDS } from '@/lib/schemas/contact'
import type { Gateway } from '@/lib/schemas/money'
import { PageHeading } from '../account/page-heading'
import { EmailForm } from './email-form'
import { OwnForm } from './own-form'
import { PreferencesForm } from './preferences-form'
import { useFrameWords, useProfileErrors } from './profile-errors'

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

type EmailEditorProps = EditorProps & { email: string; confirm: boolean; whose: 'account' | 'signIn' }

/** The account's address, or the one that somebody signs in with: two things since WHMCS 8.0. */
export function EmailEditor({ email, confirm, whose, brandName, ...submission }: EmailEditorProps) {
  const t = useTranslations('profile')
  const s = useTranslations('signIn')
  const title = t(whose === 'account' ? 'changeAccountEmail' : 'changeSignInEmail')
  const words = {
    ...useFrameWords(title, brandName),
    email: t(whose === 'account' ? 'accountEmail' : 'signInEmail'),
    emailHint: t(whose === 'account' ? 'accountEmailHint' : 'signInEmailHint'),
    currentPassword: t('currentPassword'),
    currentPasswordHint: t('currentPasswordHint'),
    show: s('show'),
    hide: s('hide'),
    submit: t('changeEmail'),
    saving: t('saving'),
  }
  return (
    <div className="max-w-[40rem]">
      <EmailForm
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
