import { ChevronLeft } from '../ui/icons'
import { useLocale, useTranslations } from 'next-intl'
import { countryChoices } from '@/lib/countries'
import type { FormValues } from '@/lib/form-values'
import type { Action } from '@/lib/result'
import type { Contact, EmailKind } from '@/lib/schemas/contact'
import { EMAIL_KINDS } from '@/lib/schemas/contact'
import { useAddressWords } from '../account/address-words'
import { AppLink } from '../layout/app-link'
import { PageTitle } from '../layout/page-title'
import { Banner } from '../ui/banner'
import { ContactForm } from './contact-form'
import { useContactErrors, useContactWords } from './contact-words'

type Known = {
  readonly contact: Contact
  readonly version: string
  /** The regions of the contact's country. */
  readonly regions: readonly string[]
  readonly soleFor: readonly EmailKind[]
  readonly locked: boolean
}

type ContactEditorProps = { known: Known | null; action: Action; intent: string; brandName: string }

function storedValues({ contact: { id, signsIn, ...said }, version }: Known): FormValues {
  void signsIn
  return { ...said, contact: String(id), version }
}

/** One form for a new contact and for a known one. */
export function ContactEditor({ known, action, intent, brandName }: ContactEditorProps) {
  const t = useTranslations('contact')
  const e = useTranslations('errors')
  const kind = useTranslations('contacts.kinds')
  const errors = useContactErrors()
  const title = t(known ? 'editTitle' : 'newTitle')
  const words = {
    ...useContactWords(),
    pageTitle: `${title} – ${brandName}`,
    errorTitle: `${e('titlePrefix', { title })} – ${brandName}`,
    summary: e('summary'),
    submit: t(known ? 'submit' : 'submitNew'),
  }
  const kinds = EMAIL_KINDS.map((one) => ({
    kind: one,
    name: kind(one),
    hint: [t(`hints.${one}`), known?.soleFor.includes(one) && t('sole')].filter(Boolean).join('. '),
  }))
  const heading = (
    <>
      <p className="mb-2">
        <AppLink href="/contacts" className="inline-flex min-h-11 items-center gap-1">
          <ChevronLeft aria-hidden className="size-5 rtl:-scale-x-100" />
          {t('back')}
        </AppLink>
      </p>
      <h1 className="mb-6 text-h1 sm:text-h1-wide">{title}</h1>
    </>
  )
  const address = useAddressWords(() => true)
  const countries = countryChoices(useLocale(), known?.contact.country ?? '')
  if (known?.locked) {
    return (
      <div className="max-w-[40rem]">
        <PageTitle>{words.pageTitle}</PageTitle>
        {heading}
        <Banner tone="info" title={e('contact_locked')} />
      </div>
    )
  }
  return (
    <div className="max-w-[40rem]">
      <ContactForm
        {...{ action, intent, words, address, errors, kinds, countries, heading }}
        regions={known?.regions ?? []}
        stored={known && storedValues(known)}
      />
    </div>
  )
}
