import { useTranslations } from 'next-intl'
import { PageHeading } from '../account/page-heading'
import type { Faults } from '@/lib/form-values'
import type { Permission } from '@/lib/permissions'
import { ErrorSummary } from '../form/error-summary'
import { AppLink } from '../layout/app-link'
import { buttonClass } from '../ui/button'
import { Eye } from '../ui/icons'
import { Data } from '../ui/text'
import { usePermissionWords, usePersonErrors } from './permission-words'
import { PermissionsField } from './permissions-field'
import type { KnownPerson } from './person-page'

type EditPermissionsProps = {
  known: KnownPerson
  title: string
  ticked: readonly Permission[]
  faults: Faults
}

/** The checklist. It changes nothing: it asks for the page that says what would change, with or without JavaScript. */
export function EditPermissions({ known, title, ticked, faults }: EditPermissionsProps) {
  const t = useTranslations('person')
  const e = useTranslations('errors')
  const errors = usePersonErrors()
  const fields = Object.entries(faults).map(([name, key]) => ({ name, text: errors[key] ?? e('invalid') }))
  const { id, version, person } = known
  return (
    <div>
      {fields.length > 0 && (
        <ErrorSummary key={ticked.join()} title={e('summary')} message="" fields={fields} reference={undefined} />
      )}
      <PageHeading title={title} back={{ href: '/people', label: t('back') }} />
      <p className="mb-6 flex flex-wrap items-center justify-between gap-x-6 wrap-anywhere">
        <Data className="text-muted">{person.email}</Data>
        <AppLink href={`/people/${id}/preview`} className="inline-flex min-h-11 items-center gap-2">
          <Eye aria-hidden className="size-5" strokeWidth={1.75} />
          {t('seePreview')}
        </AppLink>
      </p>
      <form method="get" action={`/people/${id}`} className="space-y-8">
        <input type="hidden" name="version" value={version} />
        <PermissionsField
          key={ticked.join()}
          words={usePermissionWords()}
          ticked={ticked}
          error={fields.find(({ name }) => name === 'permissions')?.text}
        />
        <button type="submit" className={buttonClass('filled')}>
          {t('review')}
        </button>
      </form>
    </div>
  )
}
