import { useLocale, useTranslations } from 'next-intl'
import { countryChoices } from '@/lib/countries'
import { languageName } from '@/lib/i18n/whmcs-languages'
import type { Client, ClientSettings } from '@/lib/schemas/client'
import { EMAIL_KINDS } from '@/lib/schemas/contact'
import type { ProfilePolicy } from '@/lib/schemas/profile'
import { customName } from '@/lib/schemas/profile'
import type { Action } from '@/lib/result'
import { Facts } from '../account/facts'
import { ActionButton } from '../form/action-button'
import { AppLink } from '../layout/app-link'
import { Section } from '../ui/card'
import { Data } from '../ui/text'
import { useFieldLabels } from './field-labels'

/** A link that says on its own what it changes (WCAG 2.4.4). */
function Change({ href, word, label }: { href: string; word: string; label: string }) {
  return (
    <AppLink href={href} aria-label={label} className="inline-flex min-h-11 items-center">
      {word}
    </AppLink>
  )
}

type Own = { readonly firstName: string; readonly lastName: string; readonly email: string } | null

/** Who is signed in. Where the account signs in itself (WHMCS 7.x), there is no second name to show. */
export function OwnSummary({ own }: { own: Own }) {
  const t = useTranslations('profile')
  if (!own) return null
  return (
    <Section
      id="you"
      title={t('youTitle')}
      aside={<Change href="/profile/you" word={t('edit')} label={t('editYou')} />}
    >
      <p className="mb-4 text-meta text-muted">{t('youIntro')}</p>
      <Facts
        none={t('notSet')}
        facts={[
          { label: t('name'), value: `${own.firstName} ${own.lastName}`.trim() },
          {
            label: t('signInEmail'),
            value: (
              <span className="flex flex-wrap items-baseline gap-x-4">
                <Data>{own.email}</Data>
                <Change href="/profile/you/email" word={t('change')} label={t('changeSignInEmail')} />
              </span>
            ),
          },
        ]}
      />
    </Section>
  )
}

export type AccountSummaryProps = {
  client: Client
  settings: ClientSettings
  policy: ProfilePolicy
  values: Readonly<Record<string, string>>
  group: string | null
  billingContact: string | null
  paymentMethod: string
  /** The way to WHMCS's own page, for what only that can change. */
  openBillingSite: Action
  intent: string
}

/** The account: who it belongs to, how it is billed, which mail it gets. */
export function AccountSummary(props: AccountSummaryProps) {
  return (
    <div className="space-y-6">
      <Details {...props} />
      <Reach {...props} />
      <Mail {...props} />
      <Billing {...props} />
    </div>
  )
}

function Details({ client, policy, values, group }: AccountSummaryProps) {
  const t = useTranslations('profile')
  const label = useFieldLabels(() => false)
  return (
    <Section
      id="account"
      title={t('accountTitle')}
      aside={<Change href="/profile/details" word={t('edit')} label={t('editDetails')} />}
    >
      <Facts
        none={t('notSet')}
        facts={[
          { label: t('name'), value: `${client.firstName} ${client.lastName}`.trim() },
          { label: label('company'), value: client.company },
          { label: label('taxId'), value: client.taxId },
          { label: t('address'), value: <Address client={client} /> },
          ...policy.customFields.map((field) => ({
            label: <Data>{field.name}</Data>,
            value: values[customName(field)] ?? '',
          })),
          { label: t('number'), value: `#${client.id}` },
          ...(group === null ? [] : [{ label: t('group'), value: group }]),
        ]}
      />
    </Section>
  )
}

function Reach({ client, values }: AccountSummaryProps) {
  const t = useTranslations('profile')
  const label = useFieldLabels(() => false)
  return (
    <Section
      id="contact"
      title={t('contactTitle')}
      aside={<Change href="/profile/contact" word={t('edit')} label={t('editContact')} />}
    >
      <Facts
        none={t('notSet')}
        facts={[
          { label: t('accountEmail'), value: client.email },
          {
            label: label('phone'),
            value: values['phone'] ? <bdi dir="ltr">{values['phone']}</bdi> : '',
          },
        ]}
      />
    </Section>
  )
}

/** As it stands on invoices. */
function Address({ client }: { client: Client }) {
  const countries = countryChoices(useLocale(), client.country)
  const country = countries.find(({ value }) => value === client.country)?.name ?? ''
  const lines = [client.address1, client.address2, `${client.postcode} ${client.city}`.trim(), client.state, country]
  return (
    <address className="not-italic">
      {lines
        .filter((line) => line !== '')
        .map((line, index) => (
          <span key={index} className="block">
            <Data>{line}</Data>
          </span>
        ))}
    </address>
  )
}

function Mail({ settings, client }: AccountSummaryProps) {
  const t = useTranslations('profile')
  const kind = useTranslations('contacts.kinds')
  const c = useTranslations('contact')
  const kinds = settings.emails ?? EMAIL_KINDS
  return (
    <Section
      id="mail"
      title={t('preferencesTitle')}
      aside={<Change href="/profile/preferences" word={t('edit')} label={t('editPreferences')} />}
    >
      <Facts
        none={t('notSet')}
        facts={[
          { label: t('mail'), value: <span>{kinds.map((one) => kind(one)).join(', ') || c('mailNone')}</span> },
          { label: t('marketing'), value: <span>{t(settings.marketing ? 'yes' : 'no')}</span> },
          {
            label: t('language'),
            value: client.language === '' ? <span>{t('languageDefault')}</span> : languageName(client.language),
          },
        ]}
      />
    </Section>
  )
}

function Billing({ paymentMethod, billingContact, openBillingSite, intent }: AccountSummaryProps) {
  const t = useTranslations('profile')
  return (
    <Section id="billing" title={t('billingTitle')}>
      <Facts
        none={t('notSet')}
        facts={[
          { label: t('paymentMethod'), value: paymentMethod },
          { label: t('billingContact'), value: billingContact ?? <span>{t('billingContactOwn')}</span> },
        ]}
      />
      <p className="mt-4 mb-3 text-meta text-muted">{t('billingElsewhere')}</p>
      <ActionButton
        action={openBillingSite}
        intent={intent}
        fields={{ page: 'details' }}
        look="outlined"
        label={t('openBillingSite')}
        pendingLabel={t('opening')}
      />
    </Section>
  )
}
