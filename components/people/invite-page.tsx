import { useTranslations } from 'next-intl'
import { PageHeading } from '../account/page-heading'
import { PRESET_NAMES, PRESETS } from '@/lib/permissions'
import type { Action } from '@/lib/result'
import { InviteForm } from './invite-form'
import type { PeopleKind } from './people-list'
import { usePermissionWords, usePersonErrors } from './permission-words'

type InvitePageProps = {
  kind: PeopleKind
  /** From the address: where the ticks begin. */
  preset: unknown
  action: Action
  intent: string
  brandName: string
}

export function InvitePage({ kind, preset, action, intent, brandName }: InvitePageProps) {
  const t = useTranslations('person')
  const e = useTranslations('errors')
  const title = t(`newTitle.${kind}`)
  const chosen = PRESET_NAMES.find((name) => name === preset)
  const words = {
    firstName: t('firstName'),
    lastName: t('lastName'),
    email: t('email'),
    password: t('password'),
    passwordHint: t('passwordHint'),
    emailHint: t(`emailHint.${kind}`),
    pageTitle: `${title} – ${brandName}`,
    errorTitle: `${e('titlePrefix', { title })} – ${brandName}`,
    summary: e('summary'),
    submit: t(`submitNew.${kind}`),
    saving: t(`adding.${kind}`),
    show: t('show'),
    hide: t('hide'),
  }
  return (
    <div className="max-w-[40rem]">
      <InviteForm
        key={chosen ?? ''}
        {...{ kind, action, intent, words }}
        permissions={usePermissionWords()}
        errors={usePersonErrors()}
        ticked={chosen ? PRESETS[chosen] : []}
        heading={<PageHeading title={title} back={{ href: '/people', label: t('back') }} />}
      />
    </div>
  )
}
