import { useFormatter, useTranslations } from 'next-intl'
import { PageHeading } from '../account/page-heading'
import type { Permission } from '@/lib/permissions'
import { inOrder, isRisky } from '@/lib/permissions'
import type { Action } from '@/lib/result'
import { AppLink } from '../layout/app-link'
import { Banner } from '../ui/banner'
import { buttonClass } from '../ui/button'
import { Check, Plus, TriangleAlert, X } from '../ui/icons'
import type { Icon } from '../ui/icons'
import { usePersonErrors } from './permission-words'
import type { KnownPerson } from './person-page'
import { ReviewForm } from './review-form'

type ReviewProps = {
  known: KnownPerson
  name: string
  title: string
  brandName: string
  chosen: readonly Permission[]
  /** Somebody changed the person since the checklist was opened. */
  stale: boolean
  action: Action
  intent: string
}

/** Before and after, in whole sentences, and the button that does it. */
export function ReviewPermissions({ known, name, title, brandName, chosen, stale, action, intent }: ReviewProps) {
  const t = useTranslations('person')
  const e = useTranslations('errors')
  const p = useTranslations('permissions')
  const format = useFormatter()
  const { id, version, person } = known
  const back = `/people/${id}?${new URLSearchParams(chosen.map((one) => ['permissions', one]))}`
  const given = chosen.filter((one) => !person.permissions.includes(one))
  const taken = person.permissions.filter((one) => !chosen.includes(one))
  const kept = inOrder(chosen.filter((one) => person.permissions.includes(one)))
  const now =
    format.list(
      person.permissions.map((one) => p(one)),
      { type: 'unit' },
    ) || t('none')
  const words = {
    pageTitle: `${title} – ${brandName}`,
    errorTitle: `${e('titlePrefix', { title })} – ${brandName}`,
    summary: e('summary'),
    submit: t('submit'),
    saving: t('saving'),
  }
  const names = Object.fromEntries([...chosen, ...person.permissions].map((one) => [one, p(one)]))
  return (
    <div className="max-w-[40rem]">
      <ReviewForm
        {...{ action, intent, words, names, chosen }}
        errors={usePersonErrors()}
        stored={{ person: String(id), version, permissions: person.permissions }}
        heading={<PageHeading title={title} back={{ href: back, label: t('backToList') }} />}
        back={
          <AppLink href={back} className={buttonClass('outlined')}>
            {t('changeAgain')}
          </AppLink>
        }
      >
        {stale && (
          <Banner tone="warn" title={t('stale')}>
            <p>{t('storedNow', { permissions: now })}</p>
          </Banner>
        )}
        <div id="permissions" className="space-y-6">
          <Changes title={t('giving', { name })} permissions={given} icon={Plus} look="text-ok" />
          <Changes title={t('taking', { name })} permissions={taken} icon={X} look="text-bad" />
          {given.length + taken.length === 0 && <p>{t('sameAsStored')}</p>}
          <Changes title={t('keeping', { name })} permissions={kept} icon={Check} look="text-muted" />
        </div>
        <p className="text-meta text-muted">{t('atOnce')}</p>
      </ReviewForm>
    </div>
  )
}

type ChangesProps = { title: string; permissions: readonly Permission[]; icon: Icon; look: string }

function Changes({ title, permissions, icon: Mark, look }: ChangesProps) {
  const p = useTranslations('permissions')
  const about = useTranslations('permissionAbout')
  if (permissions.length === 0) return null
  return (
    <section>
      <h2 className="mb-2 text-lead font-semibold wrap-anywhere">{title}</h2>
      <ul className="space-y-2">
        {permissions.map((one) => (
          <li key={one} className="flex gap-2">
            <Mark aria-hidden className={`mt-0.5 size-5 shrink-0 ${look}`} />
            <div>
              <p className="font-semibold">{p(one)}</p>
              <p className="text-meta text-muted">{about(`allows.${one}`)}</p>
              {Mark === Plus && isRisky(one) && (
                <p className="flex gap-1.5 text-meta text-warn">
                  <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
                  {about(`risk.${one}`)}
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
