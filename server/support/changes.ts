import 'server-only'
import type { SupportChange } from '@/lib/schemas/support'
import type { AuditRow } from '@/server/store/audit'

const ENDS = ['done', 'failed', 'unknown'] as const

/** What came of the action that announced a change; a process that died before saying so leaves it unknown. */
function endOf(rows: readonly AuditRow[], { ref, details }: AuditRow): SupportChange['outcome'] {
  const own = rows.find((row) => row.ref === ref && row.event === details?.['of'] && row.outcome !== 'attempted')
  return ENDS.find((end) => end === own?.outcome) ?? 'unknown'
}

function valueIn(details: AuditRow['details'], key: string): string | null {
  const value = details?.[key]
  return value === undefined || value === null ? null : String(value)
}

/** What an agent changed, out of the trail of one visit. */
export function changesIn(rows: readonly AuditRow[]): SupportChange[] {
  return rows
    .filter(({ event }) => event === 'support.change')
    .map((row) => {
      const { seq, at, details, target = '' } = row
      const names = String(details?.['fields'] ?? '').split(' ')
      const fields = names.filter(Boolean).map((name) => ({
        name,
        was: valueIn(details, `was.${name}`),
        now: valueIn(details, `now.${name}`),
      }))
      return { seq, at, event: String(details?.['of']), target, outcome: endOf(rows, row), fields }
    })
}
