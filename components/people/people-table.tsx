import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import { Remove } from '../form/remove'
import { AppLink } from '../layout/app-link'
import { Chip } from '../ui/chip'
import { KeyRound } from '../ui/icons'
import { Head, ListTable } from '../ui/list-table'
import { Data } from '../ui/text'
import type { PeopleKind, PersonRow } from './people-list'
import { usePermissionSummary } from './permission-words'
import { useRemoveWords } from './remove-words'

type Removal = { kind: PeopleKind; removePerson: Action; makeIntent: () => string }
type TableProps = Removal & { rows: readonly PersonRow[] }

/** Who signs in and what they may do: a table where there is room for one, below that a card for each person. */
export function PeopleTable({ rows, ...removal }: TableProps) {
  const t = useTranslations('people')
  return (
    <ListTable
      caption={t('caption')}
      head={
        <>
          <Head>{t('person')}</Head>
          <Head>{t('may')}</Head>
          <Head>
            <span className="sr-only">{t('actions')}</span>
          </Head>
        </>
      }
    >
      <tbody role="rowgroup">
        {rows.map((row) => (
          <Row key={`${row.person.person.kind} ${row.person.person.id}`} row={row} {...removal} />
        ))}
      </tbody>
    </ListTable>
  )
}

function Row({ row, ...removal }: Removal & { row: PersonRow }) {
  const t = useTranslations('people')
  const { person, you } = row
  const summary = usePermissionSummary(person.permissions)
  return (
    <tr role="row" className="max-sm:block max-sm:space-y-2 max-sm:px-4 max-sm:py-3.5">
      <th role="rowheader" scope="row" className="max-sm:block max-sm:p-0">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Data className="font-semibold wrap-anywhere">{person.name || person.email}</Data>
          {you && <span className="font-normal text-muted">{t('you')}</span>}
          {person.owner && (
            <Chip tone="info" icon={KeyRound}>
              {t('owner')}
            </Chip>
          )}
        </span>
        {person.name !== '' && (
          <span className="block text-meta font-normal wrap-anywhere text-muted">
            <Data>{person.email}</Data>
          </span>
        )}
      </th>
      <td role="cell" className="max-sm:block max-sm:p-0">
        {person.owner ? t('ownerMay') : summary}
      </td>
      <td role="cell" className="max-sm:block max-sm:p-0 sm:text-end">
        {!row.fixed && row.id !== null && <Actions id={row.id} row={row} {...removal} />}
      </td>
    </tr>
  )
}

type ActionsProps = Removal & { id: number; row: PersonRow }

function Actions({ id, row: { person }, kind, removePerson, makeIntent }: ActionsProps) {
  const t = useTranslations('people')
  const name = person.name || person.email
  const words = useRemoveWords(name, kind)
  return (
    <span className="inline-flex flex-wrap gap-x-4 whitespace-nowrap sm:justify-end">
      <AppLink
        href={`/people/${id}`}
        aria-label={t('editLabel', { name })}
        className="inline-flex min-h-11 items-center"
      >
        {t('edit')}
      </AppLink>
      <AppLink
        href={`/people/${id}/preview`}
        aria-label={t('previewLabel', { name })}
        className="inline-flex min-h-11 items-center"
      >
        {t('preview')}
      </AppLink>
      <Remove
        {...{ id, words, action: removePerson, intent: makeIntent() }}
        fields={{ person: String(id) }}
        href={`/people/${id}/remove`}
      />
    </span>
  )
}
