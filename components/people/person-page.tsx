import { useTranslations } from 'next-intl'
import { PageHeading } from '../account/page-heading'
import type { Faults } from '@/lib/form-values'
import { checkForm } from '@/lib/form-values'
import type { Permission } from '@/lib/permissions'
import { inOrder, isPermission, PRESET_NAMES, PRESETS } from '@/lib/permissions'
import type { Action } from '@/lib/result'
import { permissionsInput } from '@/lib/schemas/person'
import { PageTitle } from '../layout/page-title'
import { Banner } from '../ui/banner'
import { PasswordSection } from './password-section'
import type { PeopleKind, PersonRow } from './people-list'
import { EditPermissions } from './edit-permissions'
import { ReviewPermissions } from './review-permissions'

type Asked = Readonly<Record<string, string | readonly string[] | undefined>>

export type KnownPerson = PersonRow & { readonly id: number; readonly version: string; readonly kind: PeopleKind }

type PersonPageProps = {
  known: KnownPerson
  /** The address: ticks to begin with, or, with a version, what the form asks to review. */
  asked: Asked
  /** Whether a password is given only after one's own. */
  confirm: boolean
  actions: { readonly changePermissions: Action; readonly setPersonPassword: Action }
  makeIntent: () => string
  brandName: string
}

type Step =
  | { readonly kind: 'edit'; readonly ticked: readonly Permission[]; readonly faults: Faults }
  | { readonly kind: 'review'; readonly chosen: readonly Permission[]; readonly stale: boolean }

function tickedBy(asked: Asked, stored: readonly Permission[]): readonly Permission[] {
  const preset = PRESET_NAMES.find((name) => name === asked['preset'])
  if (preset) return PRESETS[preset]
  const { permissions } = asked
  return permissions === undefined ? stored : [permissions].flat().filter(isPermission)
}

/** The form asks with the version that it was made from; the same check as the server's decides what comes next. */
function stepOf({ id, version, person }: KnownPerson, asked: Asked): Step {
  const { permissions, version: from } = asked
  if (typeof from !== 'string') return { kind: 'edit', ticked: tickedBy(asked, person.permissions), faults: {} }
  const values = { person: String(id), version: from, ...(permissions !== undefined && { permissions }) }
  const checked = checkForm(permissionsInput, values)
  const ticked = [permissions ?? []].flat().filter(isPermission)
  if (!checked.ok) return { kind: 'edit', ticked, faults: checked.faults }
  const chosen = inOrder(checked.data.permissions)
  const stale = from !== version
  const same = chosen.join() === person.permissions.join()
  if (same && !stale) return { kind: 'edit', ticked, faults: { permissions: 'nothing_changed' } }
  return { kind: 'review', chosen, stale }
}

/** What one person may do: the checklist, then what would change, then the change. */
export function PersonPage({ known, asked, confirm, actions, makeIntent, brandName }: PersonPageProps) {
  const t = useTranslations('person')
  const e = useTranslations('errors')
  const { person, fixed, kind, id } = known
  const name = person.name || person.email
  const step = stepOf(known, asked)
  const title = t(step.kind === 'review' ? 'reviewTitle' : 'editTitle', { name })
  if (fixed) {
    return (
      <div className="max-w-[40rem]">
        <PageTitle>{`${title} – ${brandName}`}</PageTitle>
        <PageHeading title={title} back={{ href: '/people', label: t('back') }} />
        <Banner tone="info" title={e(fixed === 'owner' ? 'owner_protected' : 'not_yourself')} />
      </div>
    )
  }
  if (step.kind === 'review') {
    return (
      <ReviewPermissions
        {...{ known, name, title, brandName, chosen: step.chosen, stale: step.stale }}
        action={actions.changePermissions}
        intent={makeIntent()}
      />
    )
  }
  const errorTitle = `${e('titlePrefix', { title })} – ${brandName}`
  const pageTitle = Object.keys(step.faults).length > 0 ? errorTitle : `${title} – ${brandName}`
  return (
    <div className="max-w-[40rem] space-y-10">
      <EditPermissions {...{ known, title, ticked: step.ticked, faults: step.faults }} />
      {kind === 'users' ? (
        <PageTitle>{pageTitle}</PageTitle>
      ) : (
        <PasswordSection
          {...{ id, name, confirm, action: actions.setPersonPassword, intent: makeIntent() }}
          frame={{ pageTitle, errorTitle, summary: e('summary') }}
        />
      )}
    </div>
  )
}
