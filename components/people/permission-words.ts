import { useTranslations } from 'next-intl'
import type { Permission, PermissionGroup, Preset } from '@/lib/permissions'
import { inOrder, isRisky, neededBy, PERMISSION_GROUPS, PRESET_NAMES, PRESETS, presetOf } from '@/lib/permissions'
import { errorWords } from '../layout/error-words'

/** How many permissions are named before the rest is counted. */
const NAMED = 2

/** What somebody may do, short enough for a row: the preset that it is, or the first few and how many more. */
export function usePermissionSummary(permissions: readonly Permission[]): string {
  const t = useTranslations('people')
  const p = useTranslations('permissions')
  const preset = presetOf(permissions)
  if (permissions.length === 0) return t('mayNothing')
  if (preset) return t(`presets.${preset}`)
  const named = permissions.slice(0, NAMED).map((one) => p(one))
  const more = permissions.length - named.length
  const words = named.join(' · ')
  return more === 0 ? words : t('andMore', { words, count: more })
}

export type PermissionChoice = {
  readonly permission: Permission
  readonly name: string
  /** What it allows; what it needs and what to mind stand beside it. */
  readonly allows: string
  readonly needs: string | null
  readonly risk: string | null
}

export type PermissionWords = {
  readonly legend: string
  readonly groups: readonly {
    readonly name: PermissionGroup
    readonly title: string
    readonly choices: readonly PermissionChoice[]
  }[]
  readonly presets: readonly {
    readonly name: Preset
    readonly label: string
    readonly permissions: readonly Permission[]
  }[]
  readonly presetLegend: string
  readonly presetNote: string
  readonly sensitive: string
  /** Said when a box was ticked or unticked because of another, and when a preset was taken: `{name}` is what. */
  readonly also: string
  readonly gone: string
  readonly taken: string
}

const GROUPS = ['billing', 'services', 'account'] as const satisfies readonly PermissionGroup[]

export function usePermissionWords(): PermissionWords {
  const t = useTranslations('person')
  const p = useTranslations('permissions')
  const people = useTranslations('people')
  const about = useTranslations('permissionAbout')
  const choice = (permission: Permission): PermissionChoice => {
    const needed = neededBy(permission)
    return {
      permission,
      name: p(permission),
      allows: about(`allows.${permission}`),
      needs: needed && t('needs', { permission: p(needed) }),
      risk: isRisky(permission) ? about(`risk.${permission}`) : null,
    }
  }
  return {
    legend: t('permissions'),
    groups: GROUPS.map((name) => ({
      name,
      title: t(`groups.${name}`),
      choices: PERMISSION_GROUPS[name].map(choice),
    })),
    presets: PRESET_NAMES.map((name) => ({ name, label: people(`presets.${name}`), permissions: PRESETS[name] })),
    presetLegend: t('presetLegend'),
    presetNote: t('presetNote'),
    sensitive: t('sensitive'),
    also: t('also', { name: '{name}' }),
    gone: t('gone', { name: '{name}' }),
    taken: t('taken', { name: '{name}' }),
  }
}

export function usePermissionNames(): (permissions: readonly Permission[]) => string[] {
  const p = useTranslations('permissions')
  return (permissions) => inOrder(permissions).map((one) => p(one))
}

export function usePersonErrors() {
  return errorWords(
    useTranslations('errors'),
    'first_name_required',
    'last_name_required',
    'contact_email_required',
    'email_format',
    'email_signs_in',
    'already_member',
    'password_short',
    'password_required',
    'password_wrong',
    'choice',
    'permission_required',
    'permission_needs',
    'nothing_changed',
    'owner_protected',
    'not_yourself',
    'not_yours_to_give',
    'changed_meanwhile',
    'stored_nothing',
  )
}
